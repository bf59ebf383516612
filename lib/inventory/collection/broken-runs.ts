/** Runs that break off for the same reason again and again: they are not begun at once any more, and say why. */
import type pg from 'pg'
import { listLastBreaks, noteBreak } from '../../db/sql/collection/broken-runs.ts'
import { databaseTrouble } from '../../db/trouble.ts'
import { log } from '../../log.ts'
import { storableText } from '../storable-row.ts'

/** As often as a job is tried. */
const BREAKS_MOST = 3
const REASON_CHARACTERS = 300

/** What differs from run to run in one and the same reason: ids and numbers. */
const withoutIds = (reason: string): string => reason.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/gi, '#')

/** How many runs in a row, the last one among them, broke off for the same reason. */
export async function countSameBreaks(database: pg.Pool | pg.ClientBase): Promise<number> {
  const [last = null, ...before] = await listLastBreaks(database, BREAKS_MOST)
  if (last === null) return 0
  const differs = before.findIndex((reason) => reason === null || withoutIds(reason) !== withoutIds(last))
  return 1 + (differs === -1 ? before.length : differs)
}

/** True when the next collection waits for its regular time, or for somebody who asks. */
export async function breaksOffAgainAndAgain(database: pg.Pool | pg.ClientBase): Promise<boolean> {
  return (await countSameBreaks(database)) >= BREAKS_MOST
}

export const AGAIN_AND_AGAIN =
  'Three collections in a row broke off like this, so the next one begins at its regular time or when somebody asks for it.'

/** An error as a reason that people read: one line of it. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return storableText((text.split('\n', 1)[0] ?? '').slice(0, REASON_CHARACTERS))
}

/**
 * Notes why the work on a run breaks off; that it cannot be noted changes nothing about it. Trouble with the database is
 * no fault of the run, and has words of its own.
 */
export async function noteReason(pool: pg.Pool, runId: string, error: unknown): Promise<void> {
  if (databaseTrouble(error) !== null) return
  await noteBreak(pool, runId, reasonOf(error)).catch((second: unknown) =>
    log().warn({ err: second, runId }, 'why a run broke off could not be noted'),
  )
}
