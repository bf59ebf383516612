/** Judges all that is recorded of one account anew: its functions place by place, then what other sources say of it. */
import type { PoolClient } from 'pg'
import { type StoredFinding, selectSpokenFindings } from '../../db/sql/judging/select-findings.ts'
import { selectJudgedRegions } from '../../db/sql/judging/select-judged-accounts.ts'
import { selectPlaceFacts } from '../../db/sql/judging/select-place-facts.ts'
import { FindingChanges } from './finding-changes.ts'
import { type Judging, judgePlace } from './judge-place.ts'
import { teamsOf } from './judge-said.ts'
import { judgeTrustedAdvisor } from './judge-statements.ts'
import { baselineCauseOf, cameWithThisRun } from './opening-cause.ts'
import { lockPlaces, type Place } from './place-lock.ts'
import type { Tally } from './tally.ts'
import { hear, speakerOf } from './witnesses.ts'

const GLOBAL = 'global'
const CHUNK = 2_000
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

type With = { judging: Judging; tally: Tally }

/** The places of an account that are judged: where its functions are, and the account as a whole. */
export async function placesOf(client: PoolClient, accountId: string): Promise<Place[]> {
  const regions = await selectJudgedRegions(client, accountId)
  return [GLOBAL, ...regions].map((region) => ({ accountId, region }))
}

/**
 * Because of a day or of facts: what statements rest on is looked at again where they depend on either. What AWS Config
 * says depends on neither, and what AWS Health says is judged for many accounts at once.
 */
export async function judgeAccountAnew(client: PoolClient, accountId: string, given: With): Promise<void> {
  const places = await placesOf(client, accountId)
  await lockPlaces(client, places)
  given.tally.of(accountId)
  await judgeFunctions(client, places, given)
  await judgeTrustedAdvisor(client, accountId, given)
  if (given.judging.cause === 'catalogue') await judgeSpoken(client, accountId, given)
}

/** Because its owner has changed. The caller has locked the organisation. */
export async function judgeOwnedAccount(client: PoolClient, accountId: string, given: With): Promise<void> {
  await judgeFunctions(client, await placesOf(client, accountId), given)
  await judgeSpoken(client, accountId, given)
}

async function judgeFunctions(client: PoolClient, places: readonly Place[], { judging, tally }: With): Promise<void> {
  for (const place of places) {
    if (place.region !== GLOBAL) await judgePlace(client, place, judging, tally)
  }
}

/** Findings that Lambda's rows say nothing of: whose they are now, and whether they ask. */
async function judgeSpoken(client: PoolClient, accountId: string, { judging, tally }: With): Promise<void> {
  const about = await selectPlaceFacts(client, { accountId, region: GLOBAL }, judging.runId)
  if (!about) return
  tally.runStartedAt = about.runStartedAt
  // Of an account that has come with this run, nothing was ever anybody else's.
  const baselineCause = cameWithThisRun(about) ? baselineCauseOf(about, null, judging.at) : null
  const changes = new FindingChanges(tally.of(accountId), judging)
  let afterId = BEFORE_ALL
  for (;;) {
    const findings = await selectSpokenFindings(client, { accountId, afterId, limit: CHUNK })
    const rows = findings.map(({ row }) => row)
    const teams = await teamsOf(client, accountId, about, rows)
    for (const finding of findings) {
      const teamId = teams.get(finding.row.id) ?? null
      const context = { ...contextOf(accountId, finding, judging), teamId, baselineCause }
      changes.add(finding, hear(finding.row, finding, { is: 'as before' }, context))
    }
    afterId = rows.at(-1)?.id ?? BEFORE_ALL
    if (rows.length < CHUNK) break
  }
  await changes.write(client, accountId)
}

function contextOf(accountId: string, { row, witnesses }: StoredFinding, { at, cause, askSeverity }: Judging) {
  const source = speakerOf(witnesses)?.source ?? ''
  return { accountId, source, scopeRegion: row.region, at, cause, openingCause: 'observed' as const, askSeverity }
}
