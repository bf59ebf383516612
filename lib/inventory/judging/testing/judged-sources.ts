/** For tests: two accounts whose sources have been read completely, and what judging them leaves. */
import type pg from 'pg'
import { expect } from 'vitest'
import { DAY_MS, startOfDay } from '../../../core/time.ts'
import type { TestDatabase } from '../../../db/test-database.ts'
import { inTransaction } from '../../../db/worker-pool.ts'
import { judgeScope } from '../judge-scope.ts'
import { arnOf, forgetEstate, recordAccount, recordFunction, recordScopes } from './recorded-estate.ts'
import { HUB, type RecordedEvent, recordFlagged, recordSources } from './recorded-statements.ts'
import { differencesFromRecount } from './recount.ts'

export const ACCOUNT = '111111111111'
export const OTHER = '222222222222'
export const PLACE = { accountId: ACCOUNT, region: 'eu-west-1' }
const ELSEWHERE = { accountId: OTHER, region: 'us-east-1' }
const GLOBAL = { accountId: ACCOUNT, region: 'global' }
export const TODAY = startOfDay('2026-11-21')
export const later = (days: number) => new Date(TODAY.getTime() + days * DAY_MS)

export const CHARGE = arnOf(PLACE, 'charge')
export const EKS: RecordedEvent = {
  name: 'eks-131-a',
  startsAt: startOfDay('2027-03-03'),
  versions: '1.31',
  entities: { [ACCOUNT]: { orders: 'PENDING' } },
}

const PLACES = {
  'config.compliance': PLACE,
  'trustedadvisor.checks': GLOBAL,
  'lambda.functions': PLACE,
  'tagging.resources': PLACE,
  'health.events': { accountId: HUB, region: 'global' },
} as const
export type Source = keyof typeof PLACES

export type JudgedSources = ReturnType<typeof judgedSources>

export function judgedSources({ admin, worker }: TestDatabase) {
  const judgeOnly = (source: Source, at = TODAY) =>
    inTransaction(worker, (client) => judgeScope(client, PLACES[source], { runId: null, source, at }))
  async function rowsOf<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    return (await admin.query<Row>(sql)).rows
  }
  return {
    judgeOnly,
    rowsOf,
    async reset() {
      await forgetEstate(admin)
      await recordAccount(admin, HUB)
      await recordAccount(admin, ACCOUNT, { teamId: 'payments' })
      await recordAccount(admin, OTHER, { teamId: 'data' })
      await recordScopes(admin, PLACE, TODAY)
      await recordSources(admin, [PLACE, ELSEWHERE], 'complete', TODAY)
    },
    /** As a reading of the source does; then every count must be right. */
    async judge(source: Source, at = TODAY) {
      await judgeOnly(source, at)
      expect(await differencesFromRecount(admin)).toEqual({})
    },
    findings: () =>
      rowsOf(`SELECT f.check_id, f.subject, f.status, f.severity, f.asks, f.due_on::text,
          ARRAY(SELECT w.source FROM finding_witness w WHERE w.account_id = f.account_id AND w.finding_id = f.id
            AND w.ended_at IS NULL ORDER BY 1) AS sources
        FROM finding f ORDER BY f.account_id, f.check_id, f.resource_id`),
    causes: async () =>
      (await rowsOf<{ cause: string }>('SELECT cause FROM finding_transition ORDER BY id')).map(({ cause }) => cause),
    recommendations: () =>
      rowsOf('SELECT account_id, title, team_id, stage, open_findings FROM recommendation ORDER BY account_id, title'),
    recordCharge: (runtime: string, at = TODAY) =>
      recordFunction(admin, PLACE, { name: 'charge', versions: [{ version: '$LATEST', runtime }] }, at),
    flagCharge: () =>
      recordFlagged(admin, ACCOUNT, [{ awsId: 'a', function: { arn: `${CHARGE}:$LATEST`, runtime: 'python3.9' } }]),
  }
}
