/** Rows of the exports of recommendations and of what was decided of them. */
import { setTimeout as wait } from 'node:timers/promises'
import { asViewer, type Viewer } from '#lib/db/as-viewer'
import type { Row } from '#lib/encode/row'
import { type DecisionDetails, recommendationOf } from '#lib/history/history-entry'
import { type ExportedDecision, exportSealed, exportUnsealed, hasUnsealed } from '../../db/sql/exports/decisions.ts'
import { exportRecommendations, FIRST_RECOMMENDATION } from '../../db/sql/exports/recommendations.ts'
import type { ExportFilters } from './contract.ts'
import { isoOf, PAGE, pages, TIME_LIMITS } from './pages.ts'

export async function* recommendationRows(viewer: Viewer, filters: ExportFilters): AsyncGenerator<Row> {
  const stored = pages(
    FIRST_RECOMMENDATION,
    PAGE,
    (after) => asViewer(viewer, (tx) => exportRecommendations(tx, filters, after, PAGE), TIME_LIMITS),
    ({ recommendationId }) => recommendationId,
  )
  for await (const row of stored) {
    const { acknowledgedAt, decidedAt, claimedFixedAt, createdAt, resolvedAt } = row
    yield {
      ...row,
      acknowledgedAt: isoOf(acknowledgedAt),
      decidedAt: isoOf(decidedAt),
      claimedFixedAt: isoOf(claimedFixedAt),
      createdAt: isoOf(createdAt),
      resolvedAt: isoOf(resolvedAt),
    }
  }
}

const BEFORE_ALL = { at: new Date(0), id: FIRST_RECOMMENDATION }

/** The chain in its order; then what nobody has sealed yet, if the worker that does it is away. */
export async function* decisionRows(viewer: Viewer, filters: ExportFilters): AsyncGenerator<Row> {
  await untilSealed(viewer)
  const sealed = pages(
    0,
    PAGE,
    (after) => asViewer(viewer, (tx) => exportSealed(tx, filters, after, PAGE), TIME_LIMITS),
    ({ sequence }) => sequence ?? 0,
  )
  for await (const entry of sealed) yield decisionRow(entry)
  const unsealed = pages(
    BEFORE_ALL,
    PAGE,
    (after) => asViewer(viewer, (tx) => exportUnsealed(tx, filters, after, PAGE), TIME_LIMITS),
    ({ at, id }) => ({ at, id }),
  )
  for await (const entry of unsealed) yield decisionRow(entry)
}

/** Exactly the fields that the hash is over, and the two hashes. */
function decisionRow({
  sequence,
  at,
  id,
  accountId,
  actor,
  action,
  object,
  entry,
  previousHash,
  hash,
}: ExportedDecision): Row {
  // Every entry of a recommendation is written by `historyRow`, with all of these.
  const details = entry as DecisionDetails
  return {
    ...details,
    sequence,
    at: at.toISOString(),
    entryId: id,
    accountId,
    actor,
    action,
    recommendationId: recommendationOf(object),
    previousHash,
    hash,
  }
}

const LOOK_EVERY_MS = 250
const LOOKS = 16

/** Gives the worker the moment it takes to seal what was just decided. */
async function untilSealed(viewer: Viewer): Promise<void> {
  for (let look = 0; look < LOOKS && (await asViewer(viewer, hasUnsealed)); look += 1) await wait(LOOK_EVERY_MS)
}
