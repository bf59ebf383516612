/** Judges what AWS Health says of accounts: one reading of the organisation speaks of all of them. */
import type { PoolClient } from 'pg'
import { eventStatus } from '../../checks/health/event-status.ts'
import {
  ACCOUNT_AS_RESOURCE,
  type ChangedResource,
  type HealthFacts,
  judgeScheduledChanges,
  type ScheduledChange,
} from '../../checks/health/scheduled-changes.ts'
import { findSourceScope, type SourceScope } from '../../db/sql/judging/find-source-scope.ts'
import { selectPlaceFacts } from '../../db/sql/judging/select-place-facts.ts'
import {
  selectAccountsWithEvents,
  selectChangedResources,
  selectScheduledChanges,
} from '../../db/sql/judging/select-scheduled-changes.ts'
import { type ScopeWitness, selectScopeWitnesses } from '../../db/sql/judging/select-scope-witnesses.ts'
import { changeTitle } from '../../domains/health/change-words.ts'
import type { Judging } from './judge-place.ts'
import { differencesOf, judgeDifferences } from './judge-said.ts'
import { HEALTH } from './judge-statements.ts'
import { cameWithThisRun } from './opening-cause.ts'
import type { Tally } from './tally.ts'

const GLOBAL = 'global'
/** Accounts whose resources are compared at a time; most of them have not changed and cost nothing more. */
const CHUNK = 200

type With = { judging: Judging; tally: Tally }

/** Every account that an event touches. The caller has locked the organisation. */
export async function judgeHealth(client: PoolClient, given: With): Promise<void> {
  for (let afterId: string | null = ''; afterId !== null; ) afterId = await judgeHealthAfter(client, afterId, given)
}

/**
 * A chunk of the accounts that an event touches, behind the one with the id; null when there are no more. The caller has
 * locked the organisation.
 */
export async function judgeHealthAfter(client: PoolClient, afterId: string, given: With): Promise<string | null> {
  const accountIds = await selectAccountsWithEvents(client, afterId, CHUNK)
  await judgeHealthOf(client, accountIds, given)
  return accountIds.length < CHUNK ? null : (accountIds.at(-1) ?? null)
}

/** These accounts, whose data must not be frozen. The caller has locked the organisation. */
export async function judgeHealthOf(client: PoolClient, accountIds: readonly string[], given: With): Promise<void> {
  if (accountIds.length === 0) return
  const facts: HealthFacts = { ...given.judging.facts, now: given.judging.at, titleOf: changeTitle }
  const resources = await selectResources(client, accountIds, facts)
  const known = Map.groupBy(
    await selectScopeWitnesses(client, { accountIds, source: HEALTH, region: GLOBAL }),
    ({ accountId }) => accountId,
  )
  const scope = await findSourceScope(client, HEALTH)
  for (const accountId of accountIds) {
    const of = { resources: resources.get(accountId) ?? [], known: known.get(accountId) ?? [] }
    await judgeAccount(client, accountId, { ...of, facts, scope }, given)
  }
}

type OfAccount = {
  resources: readonly ChangedResource[]
  known: readonly ScopeWitness[]
  facts: HealthFacts
  scope: SourceScope | null
}

async function judgeAccount(
  client: PoolClient,
  accountId: string,
  { resources, known, facts, scope }: OfAccount,
  given: With,
): Promise<void> {
  const said = judgeScheduledChanges(accountId, resources, facts)
  const heard = differencesOf(accountId, said, known)
  if (heard.length === 0) return
  const about = await selectPlaceFacts(client, { accountId, region: GLOBAL }, given.judging.runId)
  if (!about) return
  const firstCompleteAt = cameWithThisRun(about) ? null : (scope?.firstCompleteAt ?? null)
  const hearing = { accountId, source: HEALTH, scopeRegion: GLOBAL, about }
  const state = { isComplete: scope?.status === 'complete', firstCompleteAt }
  await judgeDifferences(client, { ...hearing, scope: state }, heard, given)
}

/** What events that are not over touch, and what those touched that AWS took back. */
async function selectResources(
  client: PoolClient,
  accountIds: readonly string[],
  { now }: HealthFacts,
): Promise<Map<string, ChangedResource[]>> {
  const changes = await selectScheduledChanges(client, accountIds)
  const byId = new Map<string, ScheduledChange>(
    changes.filter((change) => eventStatus(change, change.counts, now) !== 'completed').map((one) => [one.id, one]),
  )
  const rows = await selectChangedResources(client, accountIds, [...byId.keys()])
  const resources = new Map<string, ChangedResource[]>()
  for (const { accountId, eventId, value, status } of rows) {
    const change = byId.get(eventId)
    if (!change) continue
    const ofAccount = resources.get(accountId) ?? []
    ofAccount.push({ change, value: value ?? ACCOUNT_AS_RESOURCE, status })
    resources.set(accountId, ofAccount)
  }
  return resources
}
