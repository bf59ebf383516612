import { setTimeout as wait } from 'node:timers/promises'
import type { Child } from './child.ts'

/** A child that keeps ending this often within the window is broken, not unlucky. */
const ENDS_MAX = 5
const WINDOW_MS = 60_000
const FIRST_PAUSE_MS = 250

/**
 * Starts a child again whenever it ends by itself. `stop` ends it for good; `gaveUp` settles with a sentence when it
 * cannot be kept.
 */
export function keepRunning(startOne: () => Child): {
  current(): Child
  stop(): Promise<void>
  gaveUp: Promise<string>
} {
  let child = startOne()
  let stopping = false
  const endings: number[] = []
  const watch = async (): Promise<string> => {
    for (;;) {
      const sentence = await child.ended
      if (stopping) return new Promise(() => {})
      endings.push(performance.now())
      const recent = endings.filter((at) => at > performance.now() - WINDOW_MS).length
      if (recent >= ENDS_MAX)
        return `${sentence} It was started ${recent} times within a minute. Its log is ${child.logFile}.`
      process.stderr.write(`${sentence} Starting it again; its log is ${child.logFile}.\n`)
      await wait(FIRST_PAUSE_MS * 2 ** recent)
      if (stopping) return new Promise(() => {})
      child = startOne()
    }
  }
  return {
    current: () => child,
    stop: async () => {
      stopping = true
      await child.stop()
    },
    gaveUp: watch(),
  }
}
