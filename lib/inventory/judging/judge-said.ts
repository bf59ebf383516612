/** What one source says of one account, compared with what it said before: only what differs is judged and written. */
import type { PoolClient } from 'pg'
import { partitionOf } from '../../catalogue/partitions.ts'
import { findingIdOf, type Said, type Statement, statementHashOf } from '../../checks/statement.ts'
import { findArnParts } from '../../core/arn.ts'
import { type FindingRow, type StoredFinding, selectFindings } from '../../db/sql/judging/select-findings.ts'
import type { PlaceFacts } from '../../db/sql/judging/select-place-facts.ts'
import { selectResourceTags } from '../../db/sql/judging/select-resource-tags.ts'
import type { ScopeWitness } from '../../db/sql/judging/select-scope-witnesses.ts'
import { ownerOfResource } from '../ownership/owner-of-resource.ts'
import type { FindingResource } from './change-finding.ts'
import { FindingChanges } from './finding-changes.ts'
import { type Judging, knownTeams } from './judge-place.ts'
import { baselineCauseOf } from './opening-cause.ts'
import type { Tally } from './tally.ts'
import type { TransitionCause } from './transition-causes.ts'
import { hear, type Saying } from './witnesses.ts'

/** Findings judged at a time: what bounds the size of a statement to the database. */
const CHUNK = 2_000

/** One source's scope of one account. */
export type Hearing = {
  accountId: string
  source: string
  /** Of the source's scope. */
  scopeRegion: string
  about: PlaceFacts
  scope: { isComplete: boolean; firstCompleteAt: Date | null }
}

type Heard = { id: string; statement: Statement | null; because: TransitionCause }

/** What differs from the words that are known: what is new or said otherwise, and what is no longer said, and why. */
export function differencesOf(accountId: string, said: Said, known: readonly ScopeWitness[]): Heard[] {
  const hashes = new Map(known.map(({ findingId, hash }) => [findingId, hash]))
  const silences = new Map(said.silences.map((silence) => [findingIdOf(accountId, silence), silence.because]))
  const heard: Heard[] = []
  for (const statement of said.statements) {
    const id = findingIdOf(accountId, statement)
    const hash = hashes.get(id)
    hashes.delete(id)
    if (hash !== statementHashOf(statement)) heard.push({ id, statement, because: 'fixed' })
  }
  for (const id of hashes.keys()) heard.push({ id, statement: null, because: silences.get(id) ?? 'fixed' })
  return heard
}

/** Judges what differs, in the order of findings. The caller holds the locks. */
export async function judgeDifferences(
  client: PoolClient,
  hearing: Hearing,
  heard: readonly Heard[],
  { judging, tally }: { judging: Judging; tally: Tally },
): Promise<void> {
  const { accountId, about } = hearing
  tally.runStartedAt = about.runStartedAt
  for (let start = 0; start < heard.length; start += CHUNK) {
    const chunk = heard.slice(start, start + CHUNK)
    const stored = await selectFindings(
      client,
      accountId,
      chunk.map(({ id }) => id),
    )
    const resources = chunk.flatMap((one) => resourceOf(one, stored.get(one.id)) ?? [])
    const teams = await teamsOf(client, accountId, { about, judging }, resources)
    const changes = new FindingChanges(tally.of(accountId), judging)
    const saying = new Map(chunk.map((one) => [one.id, sayingOf(one, hearing)]))
    for (const resource of resources) {
      const before = stored.get(resource.id)
      const teamId = teams.get(resource.id) ?? null
      const words = saying.get(resource.id)
      if (words) changes.add(before, hear(resource, before, words, { ...contextOf(hearing, judging), teamId }))
    }
    await changes.write(client, accountId)
  }
}

/** Null for a witness whose finding is gone, which there is none of. */
function resourceOf({ id, statement }: Heard, stored: StoredFinding | undefined): FindingResource | null {
  const known = stored?.row ?? statement
  if (!known) return null
  const { checkId, region, resourceId, resourceName } = known
  return { id, checkId, region, resourceId, resourceName }
}

function sayingOf({ statement, because }: Heard, { scope }: Hearing): Saying {
  return statement === null ? { is: 'unsaid', because, isComplete: scope.isComplete } : { is: 'said', statement }
}

function contextOf({ accountId, source, scopeRegion, about, scope }: Hearing, judging: Judging) {
  const baselineCause = judging.cause ? null : baselineCauseOf(about, scope.firstCompleteAt, judging.at)
  return {
    accountId,
    source,
    scopeRegion,
    at: judging.at,
    cause: judging.cause,
    openingCause: judging.cause ?? baselineCause ?? ('observed' as const),
    baselineCause,
    askSeverity: judging.askSeverity,
  }
}

const LAMBDA_FUNCTION = 'AWS::Lambda::Function/'

/**
 * The ARN that a resource's tags are recorded under, where there may be one. AWS Config names functions without it.
 */
function arnOf(accountId: string, { region, resourceId }: Pick<FindingRow, 'region' | 'resourceId'>): string | null {
  if (resourceId.startsWith(LAMBDA_FUNCTION)) {
    return `arn:${partitionOf(region)}:lambda:${region}:${accountId}:function:${resourceId.slice(LAMBDA_FUNCTION.length)}`
  }
  return findArnParts(resourceId) === null ? null : resourceId
}

/** The owner of each: the resource's own tags decide where they are known, else its account. */
export async function teamsOf(
  client: PoolClient,
  accountId: string,
  { about, judging }: { about: PlaceFacts; judging: Judging },
  resources: readonly Pick<FindingRow, 'id' | 'region' | 'resourceId'>[],
): Promise<ReadonlyMap<string, string | null>> {
  const arns = new Map(resources.map((resource) => [resource.id, arnOf(accountId, resource)]))
  const tags = await selectResourceTags(
    client,
    accountId,
    resources.flatMap(({ id, region }) => {
      const arn = arns.get(id)
      return arn ? [{ region, arn }] : []
    }),
  )
  const known = knownTeams(about, judging)
  return new Map([...arns].map(([id, arn]) => [id, ownerOfResource(tags.get(arn ?? '') ?? null, about, known).teamId]))
}
