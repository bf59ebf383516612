/** Judges what AWS Config, AWS Health and Trusted Advisor say, from what is recorded of them. */
import type { PoolClient } from 'pg'
import { judgeNoncompliantResources } from '../../checks/config/noncompliant-resources.ts'
import type { Said } from '../../checks/statement.ts'
import { judgeFlaggedResources } from '../../checks/trusted-advisor/flagged-resources.ts'
import { selectFlaggedResources } from '../../db/sql/judging/select-flagged-resources.ts'
import { selectNoncompliantResources } from '../../db/sql/judging/select-noncompliant-resources.ts'
import { selectPlaceFacts } from '../../db/sql/judging/select-place-facts.ts'
import { selectScopeWitnesses } from '../../db/sql/judging/select-scope-witnesses.ts'
import type { Judging } from './judge-place.ts'
import { differencesOf, judgeDifferences } from './judge-said.ts'
import { lockPlaces, type Place } from './place-lock.ts'
import type { Tally } from './tally.ts'

export const CONFIG = 'config.compliance'
export const TRUSTED_ADVISOR = 'trustedadvisor.checks'
export const HEALTH = 'health.events'

/** True for sources whose rows are statements about findings; all others feed the judging of functions. */
export function isStatementSource(source: string): boolean {
  return [CONFIG, TRUSTED_ADVISOR, HEALTH].includes(source)
}

type With = { judging: Judging; tally: Tally }

/** What AWS Config says of one account and Region, whose lock the caller holds. */
export async function judgeConfig(client: PoolClient, place: Place, given: With): Promise<void> {
  const said = judgeNoncompliantResources(place.region, await selectNoncompliantResources(client, place))
  await judgeScopeSaid(client, CONFIG, place, said, given)
}

/** What Trusted Advisor says of one account, whose `global` place the caller has locked. Its Regions are locked here. */
export async function judgeTrustedAdvisor(client: PoolClient, accountId: string, given: With): Promise<void> {
  const said = judgeFlaggedResources(accountId, await selectFlaggedResources(client, accountId), given.judging.facts)
  await judgeScopeSaid(client, TRUSTED_ADVISOR, { accountId, region: 'global' }, said, given)
}

async function judgeScopeSaid(client: PoolClient, source: string, place: Place, said: Said, given: With) {
  const { accountId, region: scopeRegion } = place
  const known = await selectScopeWitnesses(client, { accountIds: [accountId], source, region: scopeRegion })
  const heard = differencesOf(accountId, said, known)
  if (heard.length === 0) return
  const about = await selectPlaceFacts(client, place, given.judging.runId)
  // What a reading brings that was under way when its account left is kept, and is judged when the account is back.
  if (!about || about.hasLeft) return
  await lockPlaces(client, placesOf(accountId, [...said.statements, ...known]))
  const scope = {
    isComplete: about.scopes[source]?.status === 'complete',
    firstCompleteAt: about.scopes[source]?.firstCompleteAt ?? null,
  }
  await judgeDifferences(client, { accountId, source, scopeRegion, about, scope }, heard, given)
}

/** Where findings are: others who judge there know of them by these places. */
export function placesOf(accountId: string, findings: readonly { region: string }[]): Place[] {
  return [...new Set(findings.map(({ region }) => region))].map((region) => ({ accountId, region }))
}
