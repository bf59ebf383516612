import { setTimeout as wait } from 'node:timers/promises'
import { MINUTE_MS, SECOND_MS } from '../core/time.ts'
import { log } from '../log.ts'
import { databaseTrouble } from './trouble.ts'

/** A server that is away for longer is not restarting. */
const AWAY_LIMIT_MS = 2 * MINUTE_MS
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2 * SECOND_MS
/** Work that got this far before it lost its connection had one: a new time of waiting begins. */
const WORKED_MS = 5 * SECOND_MS
const TIMES_MAX = 200

/**
 * Does work that is safe to repeat, and again whenever the database drops its connection, until the database has been
 * away for two minutes (F57). Anything else that goes wrong is thrown at once.
 */
export async function outlivingDrops<Result>(
  work: () => Promise<Result>,
  { signal, limitMs = AWAY_LIMIT_MS }: { signal?: AbortSignal | undefined; limitMs?: number } = {},
): Promise<Result> {
  let awaySince = performance.now()
  let pauseMs = FIRST_PAUSE_MS
  for (let times = 1; ; times++) {
    const begunAt = performance.now()
    if (times === 1) awaySince = begunAt
    try {
      return await work()
    } catch (error) {
      const failedAt = performance.now()
      if (failedAt - begunAt > WORKED_MS) {
        awaySince = failedAt
        pauseMs = FIRST_PAUSE_MS
      }
      const trouble = databaseTrouble(error)
      const isOver = failedAt - awaySince > limitMs || times === TIMES_MAX
      if (signal?.aborted || isOver || trouble?.kind !== 'away') throw error
      log().warn(
        { reason: trouble.message, code: trouble.code, times },
        'the database dropped the connection: the work is done again',
      )
    }
    await wait(pauseMs * (0.5 + Math.random()), undefined, { signal })
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}
