/** Another revision of this project, ready to run: its own files, this one's packages. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PROJECT_DIR = join(import.meta.dirname, '../..')

export type Tree = { name: string; directory: string; remove(): void }

export const thisTree: Tree = { name: 'this tree', directory: PROJECT_DIR, remove: () => {} }

export function checkOut(revision: string): Tree {
  const directory = join(mkdtempSync(join(tmpdir(), 'steward-bench-')), 'tree')
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: PROJECT_DIR, stdio: ['ignore', 'pipe', 'inherit'] })
  git('worktree', 'add', '--detach', directory, revision)
  symlinkSync(join(PROJECT_DIR, 'node_modules'), join(directory, 'node_modules'))
  execFileSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return {
    name: revision,
    directory,
    remove: () => {
      git('worktree', 'remove', '--force', directory)
      rmSync(join(directory, '..'), { recursive: true, force: true })
    },
  }
}
