/** Judges all that is recorded of one account anew: its functions place by place, then what other sources say of it. */
import type { PoolClient } from 'pg'
import { type StoredFinding, selectSpokenFindings } from '../../db/sql/judging/select-findings.ts'
import { selectFindingRegions, selectJudgedRegions } from '../../db/sql/judging/select-judged-accounts.ts'
import { type PlaceFacts, selectPlaceFacts } from '../../db/sql/judging/select-place-facts.ts'
import { FindingChanges } from './finding-changes.ts'
import { type Judging, judgePlace } from './judge-place.ts'
import { teamsOf } from './judge-said.ts'
import { judgeTrustedAdvisor } from './judge-statements.ts'
import { baselineCauseOf, cameWithThisRun } from './opening-cause.ts'
import { lockPlaces } from './place-lock.ts'
import type { Tally } from './tally.ts'
import { hear, speakerOf } from './witnesses.ts'

const GLOBAL = 'global'
const CHUNK = 2_000
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

type With = { judging: Judging; tally: Tally }

/**
 * Because of a day or of facts: what statements rest on is looked at again where they depend on either. What AWS Config
 * says depends on neither, and what AWS Health says is judged for many accounts at once.
 */
export async function judgeAccountAnew(client: PoolClient, accountId: string, given: With): Promise<void> {
  const regions = await selectJudgedRegions(client, accountId)
  const others = await selectFindingRegions(client, accountId)
  const places = [...new Set([GLOBAL, ...regions, ...others])].map((region) => ({ accountId, region }))
  await lockPlaces(client, places)
  given.tally.of(accountId)
  await judgeFunctions(client, accountId, regions, given)
  await judgeTrustedAdvisor(client, accountId, given)
  if (given.judging.cause === 'catalogue') await judgeSpoken(client, { accountId, region: null }, given)
}

/** Because its owner has changed. The caller has locked the organisation. */
export async function judgeOwnedAccount(client: PoolClient, accountId: string, given: With): Promise<void> {
  await judgeFunctions(client, accountId, await selectJudgedRegions(client, accountId), given)
  await judgeSpoken(client, { accountId, region: null }, given)
}

/** Its functions, place by place; the caller has locked the places, or the organisation. */
export async function judgeFunctions(
  client: PoolClient,
  accountId: string,
  regions: readonly string[],
  { judging, tally }: With,
): Promise<void> {
  for (const region of regions) await judgePlace(client, { accountId, region }, judging, tally)
}

/** Findings of an account, or of one Region of it, that Lambda's rows say nothing of: whose they are, and whether they ask. */
export async function judgeSpoken(
  client: PoolClient,
  { accountId, region }: { accountId: string; region: string | null },
  given: With,
): Promise<void> {
  let about: PlaceFacts | null = null
  for (let afterId = BEFORE_ALL; ; ) {
    const findings = await selectSpokenFindings(client, { accountId, region, afterId, limit: CHUNK })
    if (findings.length === 0) return
    about ??= await selectPlaceFacts(client, { accountId, region: GLOBAL }, given.judging.runId)
    if (!about) return
    await judgeAgain(client, { accountId, about, findings }, given)
    afterId = findings.at(-1)?.row.id ?? BEFORE_ALL
    if (findings.length < CHUNK) return
  }
}

type Spoken = { accountId: string; about: PlaceFacts; findings: readonly StoredFinding[] }

async function judgeAgain(client: PoolClient, { accountId, about, findings }: Spoken, { judging, tally }: With) {
  tally.runStartedAt = about.runStartedAt
  // Of an account that has come with this run, nothing was ever anybody else's.
  const baselineCause = cameWithThisRun(about) ? baselineCauseOf(about, null, judging.at) : null
  const teams = await teamsOf(
    client,
    accountId,
    { about, judging },
    findings.map(({ row }) => row),
  )
  const changes = new FindingChanges(tally.of(accountId), judging)
  for (const finding of findings) {
    const teamId = teams.get(finding.row.id) ?? null
    const context = { ...contextOf(accountId, finding, judging), teamId, baselineCause }
    changes.add(finding, hear(finding.row, finding, { is: 'as before' }, context))
  }
  await changes.write(client, accountId)
}

function contextOf(accountId: string, { row, witnesses }: StoredFinding, { at, cause, askSeverity }: Judging) {
  const source = speakerOf(witnesses)?.source ?? ''
  return { accountId, source, scopeRegion: row.region, at, cause, openingCause: 'observed' as const, askSeverity }
}
