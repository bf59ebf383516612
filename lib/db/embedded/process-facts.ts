/** What the system tells of another process. From /proc where there is one: small images have no `ps`. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Its command line, or undefined when there is no such process. */
export function commandOf(pid: number): string | undefined {
  if (process.platform === 'linux') return readProc(pid, 'cmdline')?.replaceAll('\0', ' ')
  return askPs(pid, 'command=')
}

/** When it began, in whatever words: a number that is given to another process has another beginning. */
export function beginningOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return askPs(pid, 'lstart=')
  // The name in brackets may hold anything, so the fields are counted from behind it.
  return readProc(pid, 'stat')?.split(') ').at(-1)?.split(' ')[19]
}

/** The process that started it, or has taken it over since. */
export function parentOf(pid: number): number {
  if (process.platform !== 'linux') return Number(askPs(pid, 'ppid='))
  return Number(readProc(pid, 'stat')?.split(') ').at(-1)?.split(' ')[1])
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    // No such process.
    return undefined
  }
}

function askPs(pid: number, field: string): string | undefined {
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', field, '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}
