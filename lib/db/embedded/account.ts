/**
 * The system account that PostgreSQL runs under. It refuses root, so a root process hands it to the account
 * `postgres`, made when it is missing. For everybody else it runs as they are.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { AppError } from '../../errors.ts'

export type SystemAccount = { uid: number; gid: number }

/** What packages call it on Linux and on macOS. */
const ACCOUNT_NAMES = ['postgres', '_postgres']

/** Undefined where this process is not root and PostgreSQL can run under the same account. */
export function unprivilegedAccount(): SystemAccount | undefined {
  if (process.getuid?.() !== 0) return undefined
  return findAccount() ?? makeAccount()
}

function findAccount(): SystemAccount | undefined {
  for (const name of ACCOUNT_NAMES) {
    const [uid, gid] = ['-u', '-g'].map((option) => {
      const { status, stdout } = spawnSync('id', [option, name], { encoding: 'utf8' })
      return status === 0 ? Number(stdout) : undefined
    })
    if (uid && gid !== undefined) return { uid, gid }
  }
  return undefined
}

function makeAccount(): SystemAccount {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' })
  } catch (cause) {
    // Told below, together with the case that it was made and cannot be found.
    const account = findAccount()
    if (account) return account
    throw new AppError(
      'unavailable',
      'PostgreSQL does not run as root and no account for it could be made. Create a user named postgres, start Steward as another user, or set DATABASE_URL.',
      { cause },
    )
  }
  const account = findAccount()
  if (!account) throw new AppError('unavailable', 'The user postgres was made but cannot be found. Set DATABASE_URL.')
  return account
}

/** Whether the account may enter a directory, or run a file. */
export function mayUse(account: SystemAccount | undefined, path: string): boolean {
  if (!account) return true
  return spawnSync('test', ['-x', path], { ...account, cwd: '/' }).status === 0
}
