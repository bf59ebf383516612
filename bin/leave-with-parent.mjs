/**
 * Ends this process when the one that started it is gone, also by SIGKILL. Between our own processes that is a channel
 * that closes. npm gives none, so under npm the ancestors are looked at twice a second.
 *
 * Loaded with --import into children that know nothing of it, such as Next.js's server. Whoever starts a child opens the
 * channel and puts a note into LEAVE_WITH.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const LOOK_EVERY_MS = 500
/** How long a process may take to leave in good order. */
const LEAVE_LIMIT_MS = 10_000

// Tools hand --import on to processes of their own, whose channels are none of our business: the note is for one.
const isChildOfOurs = process.env.LEAVE_WITH !== undefined
delete process.env.LEAVE_WITH

if (process.channel && isChildOfOurs) {
  process.on('disconnect', leave)
  // The channel alone is no reason to stay.
  process.channel.unref()
} else if (!process.channel && (process.env.npm_lifecycle_event || process.env.npm_command === 'exec')) {
  watchAncestors()
}

function leave() {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), LEAVE_LIMIT_MS).unref()
}

function watchAncestors() {
  const parent = process.ppid
  // npm starts commands through a shell, which outlives npm.
  const grandparent = parentOf(parent)
  const watch = setInterval(() => {
    if (process.ppid === parent && (grandparent === undefined || parentOf(parent) === grandparent)) return
    clearInterval(watch)
    leave()
  }, LOOK_EVERY_MS)
  watch.unref()
}

/** The parent of another process, or undefined where that cannot be told. */
function parentOf(pid) {
  try {
    // The name in brackets may hold anything, so the fields are counted from behind it.
    if (process.platform === 'linux')
      return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1])
    return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }))
  } catch {
    return undefined
  }
}
