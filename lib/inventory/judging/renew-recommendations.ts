/** Recommendations follow their findings: counts, date and priority; ended when nothing is open, back when it returns. */
import type { PoolClient } from 'pg'
import { dayOf } from '../../core/time.ts'
import type { AccountFacts } from '../../db/sql/judging/account-totals.ts'
import {
  deleteRecommendations,
  type OpenWork,
  type RecommendationRow,
  type RecommendationWrite,
  selectOpenWork,
  selectRecommendations,
  writeRecommendations,
} from '../../db/sql/judging/recommendations.ts'
import { recommendationIdOf } from './change-finding.ts'
import { environmentOf, priorityOf } from './priority.ts'

/** A stage a person has set stays, unless the work is gone or has come back. Pure. */
export function renewedStage(stage: string | undefined, openFindings: number): string {
  if (openFindings === 0) return 'resolved'
  return stage === undefined || stage === 'resolved' ? 'pending_response' : stage
}

const COUNTED = ['stage', 'priority', 'openFindings', 'liveFindings', 'dueOn'] as const

type Renewal = {
  accountId: string
  account: AccountFacts
  at: Date
  /** When the run that reads now began: what it made and took back was never there for anybody. */
  runStartedAt: Date | null
}

/** Made by this very run from a first reading that a later one completed, and not yet answered by anybody. */
function wasNeverThere(before: RecommendationRow, openFindings: number, { runStartedAt }: Renewal): boolean {
  const isUntouched = before.version === 1 && before.stage === 'pending_response'
  return openFindings === 0 && isUntouched && runStartedAt !== null && before.createdAt >= runStartedAt
}

function renewed(before: RecommendationRow | undefined, work: OpenWork, renewal: Renewal): RecommendationWrite | null {
  const { accountId, account, at } = renewal
  const { openFindings, liveFindings, dueOn } = work
  const stage = renewedStage(before?.stage, openFindings)
  const evidence = { ...work, environment: environmentOf(account.tags, account.ouPath) }
  const after: RecommendationWrite = {
    version: before?.version ?? 1,
    id: before?.id ?? recommendationIdOf(accountId, work.subject, work.teamId),
    checkId: work.checkId,
    subject: work.subject,
    teamId: work.teamId,
    stage,
    priority: priorityOf(evidence, dayOf(at)).score,
    openFindings,
    liveFindings,
    dueOn,
    createdAt: before?.createdAt ?? at,
    changedAt: at,
    resolvedAt: stage === 'resolved' ? (before?.resolvedAt ?? at) : null,
  }
  return before && COUNTED.every((field) => before[field] === after[field]) ? null : after
}

const keyOf = ({ subject, teamId }: { subject: string; teamId: string | null }) => JSON.stringify([subject, teamId])

/** `concerned`: those whose findings have changed, or null for all of the account, as when a day has passed. */
export async function renewRecommendations(
  client: PoolClient,
  renewal: Renewal,
  concerned: readonly { checkId: string; subject: string; teamId: string | null }[] | null,
): Promise<void> {
  const { accountId } = renewal
  const subjects = concerned && [...new Set(concerned.map(({ subject }) => subject))]
  const work = new Map((await selectOpenWork(client, accountId, subjects)).map((row) => [keyOf(row), row]))
  const before = new Map((await selectRecommendations(client, accountId, subjects)).map((row) => [keyOf(row), row]))
  const nothing = { openFindings: 0, liveFindings: 0, dueOn: null }
  const unresolved = [...before.values()].filter(({ stage }) => stage !== 'resolved')
  const wanted = (concerned ?? [...work.values(), ...unresolved.filter((row) => !work.has(keyOf(row)))]).map(
    ({ checkId, subject, teamId }) => work.get(keyOf({ subject, teamId })) ?? { checkId, subject, teamId, ...nothing },
  )
  const forgotten = wanted.flatMap((row) => {
    const known = before.get(keyOf(row))
    return known && wasNeverThere(known, row.openFindings, renewal) ? [known.id] : []
  })
  const writes = wanted
    .filter((row) => row.openFindings > 0 || before.has(keyOf(row)))
    .map((row) => renewed(before.get(keyOf(row)), row, renewal))
    .filter((write) => write !== null)
  await deleteRecommendations(client, accountId, forgotten)
  await writeRecommendations(
    client,
    accountId,
    writes.filter(({ id }) => !forgotten.includes(id)),
  )
}
