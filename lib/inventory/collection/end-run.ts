import type pg from 'pg'
import { allSources } from '../../collectors/all-sources.ts'
import type { CauseCode } from '../../core/cause.ts'
import { clock } from '../../core/clock.ts'
import { addToMessage, noteBreak } from '../../db/sql/collection/broken-runs.ts'
import { closeUnreadScopes } from '../../db/sql/collection/close-unread-scopes.ts'
import { finishRun } from '../../db/sql/collection/finish-run.ts'
import { getRun } from '../../db/sql/collection/runs.ts'
import { databaseTrouble } from '../../db/trouble.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { AGAIN_AND_AGAIN, breaksOffAgainAndAgain } from './broken-runs.ts'

/** What is read with the role of an account. The organisation's own scopes stand at an account as well. */
const SOURCES_OF_ACCOUNTS = allSources.filter(({ scopedTo }) => scopedTo !== 'organization').map(({ id }) => id)

const READ_AGAIN = 'The next collection tries again.'

/** Ends a run of which every scope has been read; does nothing while one is still to be. */
export function endReadRun(pool: pg.Pool, runId: string): Promise<boolean> {
  return finishRun(pool, runId, { status: null, message: null, at: clock.now() })
}

/** Ends a run whose time is up: what it did not get to was not read, and coverage says so (I4). */
export function endOverdueRun(pool: pg.Pool, runId: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const at = clock.now()
    await closeUnreadScopes(client, runId, {
      cause: 'RUN_DEADLINE',
      message: 'Not read: the collection reached its time limit.',
      remedy: `${READ_AGAIN} If it stays, raise STEWARD_RUN_LIMIT_MINUTES.`,
      covers: true,
      at,
    })
    const message = 'The collection reached its time limit before every scope was read.'
    return finishRun(client, runId, { status: 'partial', message, at })
  })
}

/**
 * Ends a run that nobody drives any more, with the reason that was noted, else with this message. Of what it did not get
 * to nothing was learnt, so coverage keeps what it knew.
 */
export function endInterruptedRun(pool: pg.Pool, runId: string, message: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const at = clock.now()
    await closeUnreadScopes(client, runId, {
      cause: 'INTERRUPTED',
      message: 'Not read: the worker ended before it got there.',
      remedy: READ_AGAIN,
      covers: false,
      at,
    })
    const { brokeOff } = await getRun(client, runId)
    if (brokeOff === null) await noteBreak(client, runId, message)
    const why = brokeOff === null ? message : `The collection broke off: ${brokeOff.replace(/\.$/, '')}.`
    const ended = await finishRun(client, runId, { status: 'interrupted', message: why, at })
    if (ended && (await breaksOffAgainAndAgain(client))) await addToMessage(client, runId, AGAIN_AND_AGAIN)
    return ended
  })
}

/** Gives up an account whose reading broke off: its scopes say why, and the run goes on without it (I7, F56, F61). */
export function giveUpAccount(pool: pg.Pool, runId: string, accountId: string, error: unknown): Promise<void> {
  return closeUnreadScopes(pool, runId, {
    ...whyGivenUp(error),
    covers: true,
    only: { accountId, sources: SOURCES_OF_ACCOUNTS },
    at: clock.now(),
  })
}

function whyGivenUp(error: unknown): { cause: CauseCode; message: string; remedy: string } {
  const trouble = databaseTrouble(error)
  if (trouble === null) {
    return {
      cause: 'UNEXPECTED',
      message: 'Not read: reading this account broke off.',
      remedy: `This is a fault of Steward: report it with the log. ${READ_AGAIN}`,
    }
  }
  const isFull = trouble.kind === 'no-space'
  return {
    cause: isFull ? 'NO_SPACE' : 'DATABASE',
    message: `Not stored. ${trouble.message}`,
    remedy: isFull
      ? `Make room on the disk of the database. ${READ_AGAIN}`
      : `Look into the log of the database, if it lasts. ${READ_AGAIN}`,
  }
}
