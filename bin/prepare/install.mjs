/** What a fresh clone lacks before any TypeScript of ours can run: packages and the generated database client. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { progress, StepFailure } from './progress.mjs'

export const projectDir = join(dirname(fileURLToPath(import.meta.url)), '../..')
const inProject = (...parts) => join(projectDir, ...parts)
const LEAVE_WITH_PARENT = inProject('bin/leave-with-parent.mjs')
const CLIENT_STAMP = inProject('lib/db/generated/schema-hash')

/** Installs and generates where something is missing or older than its source. */
export async function ensureInstalled({ development = false } = {}) {
  try {
    if (!isInstalled({ development })) await install()
    if (!isGenerated()) await generate()
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

/**
 * Whether every package of the lockfile that this machine needs is there in its version, and nothing was torn out. Those
 * for developing only count for commands that develop: an image has none of them.
 */
export function isInstalled({ development = false } = {}) {
  const wanted = readJson(inProject('package-lock.json'))?.packages
  const present = readJson(inProject('node_modules/.package-lock.json'))?.packages
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, { version, dev, optional, devOptional }]) => {
    if (path === '') return true
    const found = present[path]
    if (!found) return Boolean(optional || devOptional || (dev && !development))
    return found.version === version && (optional || existsSync(inProject(path, 'package.json')))
  })
}

async function install() {
  const step = progress('Installing packages (npm ci)')
  // The npm that started us, if one did: as a script of ours it leaves when we do.
  const npm = process.env.npm_execpath ?? ''
  const [program, script] = /\.c?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []]
  await run(program, [...script, 'ci', '--no-audit', '--no-fund'], {
    remedy: 'Is the package registry reachable? Try `npm ci` by hand.',
  })
  step.done()
}

function isGenerated() {
  return existsSync(CLIENT_STAMP) && readFileSync(CLIENT_STAMP, 'utf8') === schemaHash()
}

async function generate() {
  const step = progress('Generating the database client')
  await run(process.execPath, [inProject('node_modules/prisma/build/index.js'), 'generate'], {
    remedy: 'Try `npx prisma generate` by hand; if that fails too, remove node_modules and start again.',
  })
  mkdirSync(dirname(CLIENT_STAMP), { recursive: true })
  writeFileSync(CLIENT_STAMP, schemaHash())
  step.done()
}

const schemaHash = () =>
  createHash('sha256')
    .update(readFileSync(inProject('prisma/schema.prisma')))
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex')

/**
 * Runs a command quietly; when it fails, the end of what it said is part of the failure. A script that Node.js runs ends
 * when we do, however that happens.
 */
export function run(program, args, { remedy, env = {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const isScript = program === process.execPath
    const child = spawn(program, isScript ? ['--import', LEAVE_WITH_PARENT, ...args] : args, {
      cwd: projectDir,
      stdio: ['ignore', 'pipe', 'pipe', ...(isScript ? ['ipc'] : [])],
      env: {
        ...process.env,
        NEXT_TELEMETRY_DISABLED: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        LEAVE_WITH: String(process.pid),
        ...env,
      },
      signal,
    })
    let said = ''
    const listen = (chunk) => {
      said = (said + chunk).slice(-20_000)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('error', (error) => reject(new StepFailure(`${program} could not be run (${error.message}). ${remedy}`)))
    child.on('close', (status) => {
      if (status === 0) resolve(said)
      else reject(new StepFailure(`\`${[program, ...args].join(' ')}\` failed. ${remedy}\n${lastLines(said)}`))
    })
  })
}

function lastLines(text) {
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines
    .slice(-15)
    .map((line) => `  ${line}`)
    .join('\n')
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
