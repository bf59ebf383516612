/** A program of the operating system that tests need: the one in the PATH, else one that apt installs now. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { run } from './install.mjs'
import { progress, StepFailure } from './progress.mjs'

/** Daemons live in `sbin`, which the PATH of a normal user may lack. */
const SYSTEM_DIRECTORIES = ['/usr/sbin', '/usr/local/sbin', '/sbin']
const LOCK = join(tmpdir(), 'steward-apt.lock')
const LOCK_LIMIT_MS = 10 * 60_000

/** The path of the first of `names` that is there. */
export function findProgram(names) {
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_DIRECTORIES]
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find((path) => existsSync(path))
}

export const mayUseApt = () =>
  process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version')

/**
 * Answers with the path of a program, after installing its Debian package where it is missing and we may. Tests call it
 * in their set-up, in as many processes as they like: one of them installs, the others wait.
 */
export async function ensureProgram(name, debianPackage = name) {
  const found = findProgram([name])
  if (found) return found
  const remedy = `Install the package ${debianPackage} of your system (on Debian: apt-get install ${debianPackage}).`
  if (!mayUseApt()) throw new StepFailure(`The tests need the program ${name}, which is not in the PATH. ${remedy}`)
  await installPackage(debianPackage, { remedy, isThere: () => findProgram([name]) !== undefined })
  const installed = findProgram([name])
  if (installed) return installed
  throw new StepFailure(`No ${name} was found after installing ${debianPackage}. ${remedy}`)
}

/** Installs a Debian package, unless `isThere` says that somebody else has done so meanwhile. */
export async function installPackage(debianPackage, { remedy, isThere }) {
  await withLock(async () => {
    if (isThere()) return
    const step = progress(`Installing ${debianPackage} for the tests`)
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    // Somebody else's apt is waited for.
    const patience = ['-o', 'DPkg::Lock::Timeout=300']
    // A daemon that comes with its package is not to be started: tests start their own.
    await withoutServices(async () => {
      await run('apt-get', [...patience, 'update'], { remedy, env })
      await run('apt-get', [...patience, 'install', '--yes', '--no-install-recommends', debianPackage], { remedy, env })
    })
    step.done()
  })
}

const POLICY = '/usr/sbin/policy-rc.d'

async function withoutServices(work) {
  const isOurs = !existsSync(POLICY)
  if (isOurs) await writeFile(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    await work()
  } finally {
    if (isOurs) await rm(POLICY, { force: true })
  }
}

/** A directory is made by one process only. One that its maker left behind is taken over. */
async function withLock(work) {
  const giveUpAt = performance.now() + LOCK_LIMIT_MS
  for (;;) {
    try {
      await mkdir(LOCK)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (performance.now() > giveUpAt) throw new StepFailure(`${LOCK} is held by another process. Remove it.`)
      if (await isAbandoned()) await rm(LOCK, { recursive: true, force: true })
      else await wait(250)
    }
  }
  try {
    await writeFile(join(LOCK, 'pid'), String(process.pid))
    await work()
  } finally {
    await rm(LOCK, { recursive: true, force: true })
  }
}

async function isAbandoned() {
  const holder = Number(await readFile(join(LOCK, 'pid'), 'utf8').catch(() => 'NaN'))
  // Its maker has not written its name yet, or never will.
  if (!Number.isInteger(holder) || holder <= 0) {
    const made = await stat(LOCK).catch(() => undefined)
    return made !== undefined && Date.now() - made.mtimeMs > 10_000
  }
  try {
    process.kill(holder, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
