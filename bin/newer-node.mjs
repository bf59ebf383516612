/**
 * Goes on under a newer Node.js where the machine's is too old. Plain JavaScript without a dependency, so that every
 * Node.js from 18 on can read it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Runs TypeScript as it is from 22.18 and 23.6 on. */
const NODE_PACKAGE = 'node@24.21.0'
/** Where the one that npx gave stands, so that npx, which asks its registry each time, is asked once. */
const NOTE = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache/steward/newer-node')
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

export function isNewEnough(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)
}

/**
 * Under a new enough Node.js this does nothing. Otherwise it runs the same command under a newer one, whose folder comes
 * first in the PATH of everything started from there, and ends this process with its status.
 */
export async function goOnUnderNewerNode() {
  if (isNewEnough()) return
  const program = findNewerNode()
  const path = [dirname(program), process.env.PATH].join(delimiter)
  const child = spawn(program, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path, LEAVE_WITH: String(process.pid) },
  })
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  // Its end of the channel closes with this process, however that ends; ours must not keep this process alive.
  child.channel?.unref()
  await new Promise((resolve) => child.once('exit', resolve))
  process.exit(child.exitCode ?? 1)
}

function findNewerNode() {
  const noted = notedProgram()
  if (noted) return noted
  const asked = ['--yes', '--prefer-offline', `--package=${NODE_PACKAGE}`, '--', 'node', '-p', 'process.execPath']
  const { status, stdout, stderr } = spawnSync('npx', asked, { encoding: 'utf8' })
  const program = stdout?.trim().split('\n').at(-1)
  if (status === 0 && program) {
    note(program)
    return program
  }
  process.stderr.write(
    `Steward needs Node.js 22.18 or later, this is ${process.versions.node}, and fetching one with npx did not work. ` +
      `Install Node.js 24 from https://nodejs.org, or let npx reach its registry.\n${lastLines(stderr)}`,
  )
  process.exit(1)
}

/** Undefined unless it is still there, runs on this machine and is new enough. */
function notedProgram() {
  try {
    const program = readFileSync(NOTE, 'utf8').trim()
    const { status, stdout } = spawnSync(program, ['-p', 'process.versions.node'], { encoding: 'utf8', env: {} })
    return status === 0 && isNewEnough(stdout.trim()) ? program : undefined
  } catch {
    // Nothing was noted yet.
    return undefined
  }
}

function note(program) {
  try {
    mkdirSync(dirname(NOTE), { recursive: true })
    writeFileSync(NOTE, `${program}\n`)
  } catch {
    // On a read-only file system npx is asked each time.
  }
}

function lastLines(text) {
  const lines = (text ?? '').trim().split('\n').filter(Boolean).slice(-3)
  return lines.map((line) => `  ${line}\n`).join('')
}
