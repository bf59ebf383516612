/** Entries that the worker adds to the history, in the transaction that changes what they speak of. */
import { randomUUID } from 'node:crypto'
import type { PoolClient } from 'pg'
import { insertHistory } from '../db/sql/history/insert-history.ts'
import { type DecisionDetails, type DecisionEntry, historyRow, NOBODY } from './history-entry.ts'

/** What happens to a recommendation by itself. */
export type OwnStep = {
  accountId: string
  recommendationId: string
  /** `resolved`: nothing is open any more. `returned`: it was resolved and is open again. `expired`: its rejection ended. */
  action: 'resolved' | 'returned' | 'expired'
  from: DecisionDetails['from']
  to: DecisionDetails['to']
  openFindings: number
  dueOn: string | null
  /** Why, where it is not that AWS shows it so. */
  note?: string | undefined
  /** Product time. */
  at: Date
}

/**
 * Writes the steps down, unsealed, in the caller's transaction. Call it for a recommendation whose stage changes by
 * itself, and not for one that is made (it has no history) or whose figures alone change.
 */
export async function recordHistory(client: PoolClient, steps: readonly OwnStep[]): Promise<void> {
  const entries = steps.map(
    (step): DecisionEntry => ({
      ...step,
      note: step.note ?? null,
      actor: NOBODY,
      reason: null,
      committedOn: null,
      assignee: null,
      expiresOn: null,
    }),
  )
  await insertHistory(
    client,
    entries.map((entry) => historyRow(entry, randomUUID())),
  )
}
