/** The production build of the web, made again only when something it is made of has changed. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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
/** Next.js writes it when a build is whole. */
const BUILD_ID = join(projectDir, '.next/BUILD_ID')

export const hasBuild = () => existsSync(BUILD_ID)

export function isBuilt() {
  return hasBuild() && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash()
}

export async function build({ signal } = {}) {
  const hash = sourcesHash()
  await run(process.execPath, [join(projectDir, 'node_modules/next/dist/bin/next'), 'build'], {
    remedy: 'The end of what it said follows; `npm run build` shows all of it.',
    env: { NODE_ENV: 'production' },
    signal,
  })
  writeFileSync(STAMP, hash)
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
