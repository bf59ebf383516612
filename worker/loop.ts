import { log } from '#lib/log'

/**
 * Does `work` now and again, each time `everyMs` after the last has ended, or at once when nudged. What goes wrong is
 * logged and tried again: a loop ends only when it is told to.
 */
export function startLoop(name: string, everyMs: number, work: () => Promise<void>): Loop {
  let stopped = false
  let wake: () => void = () => {}
  let isNudged = false
  const run = async () => {
    while (!stopped) {
      isNudged = false
      await work().catch((error: unknown) => log().warn({ err: error, loop: name }, 'a turn of the worker failed'))
      if (!stopped && !isNudged) await pause()
    }
  }
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const ended = run()
  return {
    nudge: () => {
      isNudged = true
      wake()
    },
    stop: () => {
      stopped = true
      wake()
      return ended
    },
  }
}

export type Loop = { nudge(): void; stop(): Promise<void> }
