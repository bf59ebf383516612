/** The production build of the web, made again only when something it is made of has changed. */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectDir, run } from './install.mjs'

const BUILT_FROM = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'prisma/migrations',
  'next.config.js',
  'instrumentation.ts',
  'proxy.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
]
const STAMP = join(projectDir, '.next/steward-build')
export const SERVER_FILE = join(projectDir, '.next/standalone/server.js')

export function isBuilt() {
  return existsSync(SERVER_FILE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash()
}

export async function build({ signal } = {}) {
  const hash = sourcesHash()
  await run(process.execPath, [join(projectDir, 'node_modules/next/dist/bin/next'), 'build'], {
    remedy: 'The end of what it said follows; `npm run build` shows all of it.',
    env: { NODE_ENV: 'production' },
    signal,
  })
  completeStandalone()
  writeFileSync(STAMP, hash)
}

/** The standalone server serves static files only when they lie beside it, and knows there which migrations it expects. */
export function completeStandalone() {
  const standalone = join(projectDir, '.next/standalone')
  mkdirSync(join(standalone, '.next'), { recursive: true })
  cpSync(join(projectDir, '.next/static'), join(standalone, '.next/static'), { recursive: true, force: true })
  cpSync(join(projectDir, 'prisma/migrations'), join(standalone, 'prisma/migrations'), { recursive: true, force: true })
  const publicDir = join(projectDir, 'public')
  if (existsSync(publicDir)) cpSync(publicDir, join(standalone, 'public'), { recursive: true, force: true })
}

function sourcesHash() {
  const hash = createHash('sha256')
  for (const path of BUILT_FROM) addToHash(hash, path)
  return hash.digest('hex')
}

function addToHash(hash, path) {
  const full = join(projectDir, path)
  if (!existsSync(full) || path === 'lib/db/generated') return
  const entries = readEntries(full)
  if (!entries) {
    if (!/\.(db|wire|guard|soak)?\.?test\.tsx?$/.test(path)) hash.update(`${path}\0`).update(readFileSync(full))
    return
  }
  for (const entry of entries.sort()) addToHash(hash, `${path}/${entry}`)
}

function readEntries(path) {
  try {
    return readdirSync(path)
  } catch {
    // Not a directory.
    return undefined
  }
}
