/**
 * An account that has left the organisation takes along what stood open in it: nobody here can do anything about it any
 * more. All that is known of it is kept, with every answer, and is judged again when the account comes back (F31).
 */
import type { PoolClient } from 'pg'
import {
  endWitnesses,
  noteArchived,
  reviveFunctions,
  selectDepartures,
  selectNoncompliantRegions,
} from '../../db/sql/judging/departures.ts'
import { selectOpenFindings } from '../../db/sql/judging/select-findings.ts'
import { selectJudgedRegions } from '../../db/sql/judging/select-judged-accounts.ts'
import { OWN_NOTES } from '../../history/history-entry.ts'
import { changeFinding } from './change-finding.ts'
import { FindingChanges } from './finding-changes.ts'
import { judgeFunctions } from './judge-account.ts'
import { judgeHealthOf } from './judge-health.ts'
import type { Judging } from './judge-place.ts'
import { judgingAt } from './judge-scope.ts'
import { judgeConfig, judgeTrustedAdvisor } from './judge-statements.ts'
import { Tally } from './tally.ts'
import { writeTally } from './write-tally.ts'

const CHUNK = 2_000
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

type With = { judging: Judging; tally: Tally }

/** For a caller that has recorded the organisation's accounts and holds its lock. */
export async function judgeDepartures(
  client: PoolClient,
  { at, runId }: { at: Date; runId: string | null },
): Promise<void> {
  const departures = await selectDepartures(client)
  if (departures.length === 0) return
  const judging = judgingAt(at, { runId, cause: 'account_joined' })
  const [left, back] = [
    { judging: { ...judging, cause: null, note: OWN_NOTES.accountLeft }, tally: new Tally() },
    { judging: { ...judging, note: OWN_NOTES.accountBack }, tally: new Tally() },
  ]
  for (const { id, isBack } of departures) {
    if (isBack) await judgeReturned(client, id, back)
    else await judgeLeft(client, id, left)
    await noteArchived(client, id, isBack ? null : at)
  }
  await writeTally(client, left.tally, { judging: left.judging, renewAll: false })
  await writeTally(client, back.tally, { judging: back.judging, renewAll: false })
}

async function judgeLeft(client: PoolClient, accountId: string, given: With): Promise<void> {
  await endFindings(client, accountId, given)
  await endWitnesses(client, accountId, given.judging.at)
  await judgeFunctions(client, accountId, await selectJudgedRegions(client, accountId), given)
}

async function endFindings(client: PoolClient, accountId: string, { judging, tally }: With): Promise<void> {
  const { at, askSeverity } = judging
  const context = { accountId, at, askSeverity, cause: null, openingCause: 'observed', baselineCause: null } as const
  for (let afterId = BEFORE_ALL; ; ) {
    const findings = await selectOpenFindings(client, { accountId, afterId, limit: CHUNK })
    const changes = new FindingChanges(tally.of(accountId), judging)
    for (const finding of findings) {
      const change = changeFinding(finding.row, finding.row, { is: 'over', because: 'account_left' }, context)
      changes.add(finding, { change, witness: null })
    }
    await changes.write(client, accountId)
    if (findings.length < CHUNK) return
    afterId = findings.at(-1)?.row.id ?? BEFORE_ALL
  }
}

/** From what was last read of it; the next readings of its places say what has changed since. */
async function judgeReturned(client: PoolClient, accountId: string, given: With): Promise<void> {
  await reviveFunctions(client, accountId)
  await judgeFunctions(client, accountId, await selectJudgedRegions(client, accountId), given)
  for (const region of await selectNoncompliantRegions(client, accountId)) {
    await judgeConfig(client, { accountId, region }, given)
  }
  await judgeTrustedAdvisor(client, accountId, given)
  await judgeHealthOf(client, [accountId], given)
}
