/** Stages are named for the moment they were made, so that those of attempts that died can be told and dropped. */
import type pg from 'pg'
import { machineClock } from '../core/clock.ts'
import { DAY_MS } from '../core/time.ts'
import { dropStage } from '../db/sql/inventory/drop-stage.ts'
import { listStages } from '../db/sql/inventory/list-stages.ts'

const NAME_PATTERN = /^attempt_(\d+)_[0-9a-f]{32}$/

/** Longer than any run may take (STEWARD_RUN_LIMIT_MINUTES is at most a day). */
const ABANDONED_AFTER_MS = DAY_MS

/** `madeAt` is the machine's time, not the estate's: it says how old the table is. */
export function stageName(attemptId: string, madeAt: Date): string {
  return `attempt_${madeAt.getTime()}_${attemptId.replaceAll('-', '')}`
}

export function isAbandoned(stage: string, now: Date): boolean {
  const madeAt = NAME_PATTERN.exec(stage)?.[1]
  return madeAt !== undefined && now.getTime() - Number(madeAt) > ABANDONED_AFTER_MS
}

/** Drops what attempts left behind that were killed. */
export async function dropAbandonedStages(pool: pg.Pool): Promise<void> {
  const now = machineClock.now()
  for (const stage of await listStages(pool)) if (isAbandoned(stage, now)) await dropStage(pool, stage)
}
