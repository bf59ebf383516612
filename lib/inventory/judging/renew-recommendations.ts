/** Recommendations follow their findings: counts, date and priority; ended when nothing is open, back when it returns. */
import type { PoolClient } from 'pg'
import { titleOfSubject } from '../../checks/all-checks.ts'
import { ALWAYS_ASKING, askingSeverities } from '../../checks/asks.ts'
import { dayOf } from '../../core/time.ts'
import { listWithHistory } from '../../db/sql/history/list-with-history.ts'
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
import { recommendationObject, type Stage } from '../../history/history-entry.ts'
import { type OwnStep, recordHistory } from '../../history/record-history.ts'
import { recommendationIdOf } from './change-finding.ts'
import type { Judging } from './judge-place.ts'
import { environmentOf, priorityOf } from './priority.ts'
import type { Recommended } from './tally.ts'

/** A stage a person has set stays, unless the work is gone or has come back. Pure. */
export function renewedStage(stage: string | undefined, openFindings: number): string {
  if (openFindings === 0) return 'resolved'
  return stage === undefined || stage === 'resolved' ? 'pending_response' : stage
}

const COUNTED = ['stage', 'priority', 'openFindings', 'liveFindings', 'dueOn', 'title'] as const

type Renewal = {
  accountId: string
  account: AccountFacts
  judging: Pick<Judging, 'at' | 'askSeverity' | 'facts' | 'note'>
  /** When the run that reads now began: what it made and took back was never there for anybody. */
  runStartedAt: Date | null
}

/** Made by this very run from a first reading that a later one completed, and not yet answered by anybody. */
function wasNeverThere(before: RecommendationRow, openFindings: number, { runStartedAt }: Renewal): boolean {
  const isUntouched = before.version === 1 && before.stage === 'pending_response'
  return openFindings === 0 && isUntouched && runStartedAt !== null && before.createdAt >= runStartedAt
}

function renewed(before: RecommendationRow | undefined, work: Wanted, renewal: Renewal): RecommendationWrite | null {
  const { accountId, account, judging } = renewal
  const { at } = judging
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
    title: titleOf(work, before, judging),
  }
  return before && COUNTED.every((field) => before[field] === after[field]) ? null : after
}

/** What a statement calls it, else the name it has; a rule of AWS Config is called what the catalogue calls it by now. */
function titleOf(
  { checkId, subject, title }: Wanted,
  before: RecommendationRow | undefined,
  { facts }: Renewal['judging'],
) {
  const told = checkId.startsWith('config.') ? null : title || before?.title
  return told || titleOfSubject(checkId, subject, facts.runtimes)
}

const keyOf = ({ subject, teamId }: { subject: string; teamId: string | null }) => JSON.stringify([subject, teamId])

type Wanted = OpenWork & { title: string | null }

/** `concerned`: those whose findings have changed; `all` adds the others of the account, as when a day has passed. */
export async function renewRecommendations(
  client: PoolClient,
  renewal: Renewal,
  concerned: readonly Recommended[],
  all: boolean,
): Promise<void> {
  const { accountId, judging } = renewal
  const subjects = all ? null : [...new Set(concerned.map(({ subject }) => subject))]
  const asking = { checkIds: ALWAYS_ASKING, severities: askingSeverities(judging.askSeverity) }
  const work = new Map((await selectOpenWork(client, accountId, subjects, asking)).map((row) => [keyOf(row), row]))
  const before = new Map((await selectRecommendations(client, accountId, subjects)).map((row) => [keyOf(row), row]))
  const wanted = new Map<string, Wanted>()
  const want = (row: Recommended) => {
    const { checkId, subject, teamId, title } = row
    const open = work.get(keyOf(row)) ?? { checkId, subject, teamId, openFindings: 0, liveFindings: 0, dueOn: null }
    if (!wanted.has(keyOf(row))) wanted.set(keyOf(row), { ...open, title })
  }
  for (const row of concerned) want(row)
  if (all) for (const row of work.values()) want({ ...row, title: null })
  if (all) for (const row of before.values()) if (row.stage !== 'resolved') want({ ...row, title: null })
  await renewWanted(client, renewal, [...wanted.values()], before)
}

async function renewWanted(
  client: PoolClient,
  renewal: Renewal,
  wanted: readonly Wanted[],
  before: ReadonlyMap<string, RecommendationRow>,
): Promise<void> {
  const { accountId, judging } = renewal
  const untouched = wanted.flatMap((row) => {
    const known = before.get(keyOf(row))
    return known && wasNeverThere(known, row.openFindings, renewal) ? [known.id] : []
  })
  // A comment leaves the stage as it was; what somebody has said something of stays to be read.
  const spokenOf = await listWithHistory(client, untouched.map(recommendationObject))
  const forgotten = untouched.filter((id) => !spokenOf.includes(recommendationObject(id)))
  const writes = wanted
    .filter((row) => row.openFindings > 0 || before.has(keyOf(row)))
    .map((row) => renewed(before.get(keyOf(row)), row, renewal))
    .filter((write) => write !== null && !forgotten.includes(write.id))
    .filter((write) => write !== null)
  await deleteRecommendations(client, accountId, forgotten)
  await writeRecommendations(client, accountId, writes)
  await recordHistory(client, stepsOf(accountId, writes, before, judging))
}

/** What happens to a recommendation by itself is a step of its history as an answer is. */
function stepsOf(
  accountId: string,
  writes: readonly RecommendationWrite[],
  before: ReadonlyMap<string, RecommendationRow>,
  { at, note }: Renewal['judging'],
): OwnStep[] {
  return writes.flatMap((write) => {
    const from = before.get(keyOf(write))?.stage
    if (from === undefined || from === write.stage) return []
    const { id: recommendationId, stage, openFindings, dueOn } = write
    const action = stage === 'resolved' ? ('resolved' as const) : ('returned' as const)
    // Stages in the store are those that the history knows.
    const stages = { from: from as Stage, to: stage as Stage }
    return [{ accountId, recommendationId, action, ...stages, openFindings, dueOn, note, at }]
  })
}
