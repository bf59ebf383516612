import type pg from 'pg'
import { clock } from '../../core/clock.ts'
import { DAY_MS } from '../../core/time.ts'
import { removeRunDetails } from '../../db/sql/collection/remove-run-details.ts'
import { env } from '../../env.ts'

/** Runs that keep their details whatever their age: more than pages compare with. */
const KEPT_RUNS = 25
/** Of one statement, so that none holds rows for long; of one turn, so that the worker gets on. */
const AT_ONCE = 5
const STATEMENTS_MOST = 200

/** Removes what runs did place by place once it is older than the setting says. Answers of how many runs. */
export async function forgetRunDetails(pool: pg.Pool): Promise<number> {
  const at = clock.now()
  const endedBefore = new Date(at.getTime() - env().runDetailsDays * DAY_MS)
  let runs = 0
  for (let statement = 0; statement < STATEMENTS_MOST; statement++) {
    const removed = await removeRunDetails(pool, { endedBefore, keptRuns: KEPT_RUNS, atOnce: AT_ONCE, at })
    runs += removed
    if (removed < AT_ONCE) break
  }
  return runs
}
