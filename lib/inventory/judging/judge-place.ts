/** Judges the functions of one account and Region from what is recorded, and writes only what came out differently. */
import type { PoolClient } from 'pg'
import { deprecatedRuntime, type RuntimeFacts } from '../../checks/lambda/deprecated-runtime.ts'
import type { Severity } from '../../checks/lambda/severity.ts'
import { archiveFunctions } from '../../db/sql/judging/departures.ts'
import { type StoredFinding, selectFindings } from '../../db/sql/judging/select-findings.ts'
import { type FunctionEvidence, selectFunctionEvidence } from '../../db/sql/judging/select-function-evidence.ts'
import { type FunctionRow, type JudgedColumns, selectFunctions } from '../../db/sql/judging/select-functions.ts'
import { type PlaceFacts, selectPlaceFacts } from '../../db/sql/judging/select-place-facts.ts'
import { selectRuntimeCounts } from '../../db/sql/judging/select-runtime-counts.ts'
import { updateFunctions } from '../../db/sql/judging/update-functions.ts'
import { type KnownTeams, ownerOfResource } from '../ownership/owner-of-resource.ts'
import { Teams } from '../ownership/team-names.ts'
import { FindingChanges } from './finding-changes.ts'
import { columnsOfEnded, findingIdOf, type JudgedEvidence, judgeEvidence } from './judge-evidence.ts'
import { baselineCauseOf } from './opening-cause.ts'
import type { Place } from './place-lock.ts'
import { RuntimeCounter } from './runtime-counter.ts'
import type { Tally } from './tally.ts'
import type { JudgingCause, TransitionCause } from './transition-causes.ts'
import { FUNCTIONS, hear, type Saying, type WitnessChange } from './witnesses.ts'

/** Functions judged at a time: what bounds the memory of a place, however large. */
const CHUNK = 2_000

const ALIASES = 'lambda.aliases'
const PROVISIONED = 'lambda.provisioned-concurrency'
export const TAGS = 'tagging.resources'

export type Judging = {
  facts: RuntimeFacts
  catalogueHash: string
  /** Product time: when the change is effective. */
  at: Date
  recordedAt: Date
  runId: string | null
  /** Why everything is judged anew, or null where a reading was recorded. */
  cause: JudgingCause | null
  /** What the history says of recommendations that resolve or return by it, where it is not what AWS shows. */
  note?: string
  /** From which severity on a finding asks for an answer. */
  askSeverity: Severity
  /** Keys of tags that name a team, the first one first. */
  teamTags: readonly string[]
}

export function knownTeams({ teams }: PlaceFacts, { teamTags }: Judging): KnownTeams {
  const known = new Teams(teams)
  return { tagKeys: teamTags, find: (name) => known.find(name) }
}

type PlaceJudging = { place: Place; about: PlaceFacts; teams: KnownTeams; judging: Judging; tally: Tally }

type Judged = { row: FunctionRow; evidence: JudgedEvidence | null; columns: JudgedColumns }

export async function judgePlace(client: PoolClient, place: Place, judging: Judging, tally: Tally): Promise<void> {
  const about = await selectPlaceFacts(client, place, judging.runId)
  if (!about) return
  // Also what a reading still brings that was under way when the account left.
  if (about.hasLeft) await archiveFunctions(client, place, judging.at)
  tally.runStartedAt = about.runStartedAt
  const context: PlaceJudging = { place, about, teams: knownTeams(about, judging), judging, tally }
  const counter = new RuntimeCounter()
  let afterName = ''
  for (;;) {
    const rows = await selectFunctions(client, { ...place, afterName, limit: CHUNK })
    if (rows.length > 0) await judgeChunk(client, context, counter, rows)
    afterName = rows.at(-1)?.name ?? ''
    if (rows.length < CHUNK) break
  }
  const { writes, functions } = counter.differences(await selectRuntimeCounts(client, place))
  const counts = tally.of(place.accountId)
  counts.setRuntimeCounts(place.region, writes)
  for (const { key, by } of functions) counts.countFunctions({ ...key, region: place.region }, by)
}

/** A complete reading from before the function was first seen says nothing about it (F94). */
function knownOf({ scopes }: PlaceFacts, source: string, { firstSeenAt }: FunctionRow): boolean {
  const lastCompleteAt = scopes[source]?.lastCompleteAt
  return lastCompleteAt !== undefined && lastCompleteAt !== null && lastCompleteAt >= firstSeenAt
}

function judgeRow({ about, teams, judging }: PlaceJudging, row: FunctionRow, evidence: FunctionEvidence): Judged {
  if (row.ended) return { row, evidence: null, columns: columnsOfEnded(row) }
  const tags = knownOf(about, TAGS, row) ? (evidence.tags.get(row.arn) ?? {}) : (evidence.tags.get(row.arn) ?? null)
  const judged = judgeEvidence(
    {
      name: row.name,
      versions: evidence.versions.get(row.id) ?? [],
      recorded: {
        aliases: evidence.aliases.get(row.id) ?? [],
        provisioned: evidence.provisioned.get(row.id) ?? [],
        invocations: evidence.invocations.get(row.id) ?? [],
        aliasesKnown: knownOf(about, ALIASES, row),
        provisionedKnown: knownOf(about, PROVISIONED, row),
      },
      tags,
      owner: ownerOfResource(tags, about, teams),
    },
    judging.facts,
  )
  return { row, evidence: judged, columns: judged.columns }
}

async function judgeChunk(client: PoolClient, context: PlaceJudging, counter: RuntimeCounter, rows: FunctionRow[]) {
  const { place } = context
  const present = rows.filter(({ ended }) => !ended)
  const evidence = await selectFunctionEvidence(client, place, present)
  const judged = rows.map((row) => judgeRow(context, row, evidence))
  for (const { evidence: one } of judged) if (one) counter.count(one)
  await updateFunctions(
    client,
    place.accountId,
    judged.filter(({ row, columns }) => differs(row, columns)).map(({ row: { id }, columns }) => ({ ...columns, id })),
  )
  await judgeFindings(client, context, judged)
}

function differs(row: FunctionRow, columns: JudgedColumns): boolean {
  return (Object.keys(columns) as (keyof JudgedColumns)[]).some((name) => row[name] !== columns[name])
}

async function judgeFindings(client: PoolClient, context: PlaceJudging, judged: readonly Judged[]) {
  const { place, judging, tally } = context
  const ids = judged.map(({ row }) => findingIdOf(place.region, row.arn))
  const stored = await selectFindings(client, place.accountId, ids)
  const changes = new FindingChanges(tally.of(place.accountId), judging)
  judged.forEach((one, index) => {
    const id = ids[index] ?? ''
    const before = stored.get(id)
    changes.add(before, changeOf(context, one, id, before))
  })
  await changes.write(client, place.accountId)
}

function changeOf(
  { place, about, judging }: PlaceJudging,
  { row, evidence, columns }: Judged,
  id: string,
  before: StoredFinding | undefined,
): WitnessChange {
  const { accountId, region } = place
  const resource = { id, checkId: deprecatedRuntime.id, region, resourceId: row.arn, resourceName: row.name }
  return hear(resource, before, sayingOf(evidence, before, about.scopes[FUNCTIONS]?.status === 'complete'), {
    accountId,
    at: judging.at,
    cause: judging.cause,
    openingCause: openingCauseOf(about, judging, row, evidence),
    baselineCause: judging.cause ? null : baselineCauseIn(about, judging),
    askSeverity: judging.askSeverity,
    source: FUNCTIONS,
    scopeRegion: region,
    teamId: columns.teamId,
  })
}

/** A function that is fine although it still has a version on the runtime was helped by the catalogue. */
function sayingOf(evidence: JudgedEvidence | null, before: StoredFinding | undefined, isComplete: boolean): Saying {
  if (evidence === null) return { is: 'unsaid', because: 'deleted', isComplete }
  if (evidence.finding) return { is: 'judged', content: evidence.finding }
  const runtime = (before?.row.details as { runtime?: string } | undefined)?.runtime
  const stillThere = evidence.judged.versions.some(({ version }) => version.runtime === runtime)
  return { is: 'unsaid', because: runtime !== undefined && stillThere ? 'catalogue' : 'fixed', isComplete }
}

function openingCauseOf(
  about: PlaceFacts,
  judging: Judging,
  row: FunctionRow,
  evidence: JudgedEvidence | null,
): TransitionCause {
  if (judging.cause) return judging.cause
  const baseline = baselineCauseIn(about, judging)
  if (baseline) return baseline
  // It was judged before, and its runtime has not changed: then the dates have, or the day.
  if (row.versions > 0 && row.subjectRuntime !== null && row.subjectRuntime === evidence?.columns.subjectRuntime) {
    const isNewCatalogue = about.judgedWithCatalogue !== null && about.judgedWithCatalogue !== judging.catalogueHash
    return isNewCatalogue ? 'catalogue' : 'calendar'
  }
  return 'observed'
}

const baselineCauseIn = (about: PlaceFacts, { at }: Judging): TransitionCause | null =>
  baselineCauseOf(about, about.scopes[FUNCTIONS]?.firstCompleteAt ?? null, at)
