import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Day, startOfDay } from '../../core/time.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { assignOwners } from '../ownership/assign-owners.ts'
import { judgeDepartures } from './judge-departures.ts'
import { judgeEverything } from './judge-everything.ts'
import { judgePlaces, judgeScope, judgingAt } from './judge-scope.ts'
import { lockOrganization, lockPlace, type Place } from './place-lock.ts'
import {
  arnOf,
  endFunction,
  forgetEstate,
  type RecordedFunction,
  recordAccount,
  recordFunction,
  recordScope,
  recordScopes,
} from './testing/recorded-estate.ts'
import {
  HUB,
  type RecordedFlag,
  recordEvent,
  recordFlagged,
  recordNoncompliant,
  recordSources,
} from './testing/recorded-statements.ts'
import { differencesFromRecount } from './testing/recount.ts'

const ACCOUNTS = ['111111111111', '222222222222']
const REGIONS = ['eu-west-1', 'us-east-1']
const PLACES = ACCOUNTS.flatMap((accountId) => REGIONS.map((region) => ({ accountId, region })))
const NAMES = ['charge', 'refund', 'report', 'audit']
const DAYS = ['2026-09-01', '2026-11-21', '2027-01-15', '2027-02-10', '2027-06-30']

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await forgetEstate(database.admin)
})

type Step =
  | { do: 'record'; place: Place; recorded: RecordedFunction }
  | { do: 'end'; place: Place; name: string }
  | { do: 'status'; place: Place; source: string; status: string }
  | { do: 'own'; accountId: string; team: string | null }
  | { do: 'leave or return'; accountId: string }
  | { do: 'day'; day: Day }
  | { do: 'config'; place: Place; rules: Record<string, string[]> }
  | { do: 'advice'; accountId: string; flags: RecordedFlag[] }
  | { do: 'health'; name: string; starts: Day; entities: Record<string, Record<string, string | null>> }

const place = fc.constantFrom(...PLACES)
const runtime = fc.constantFrom('python3.9', 'python2.7', 'nodejs22.x', 'nodejs24.x', 'nope', null)
const versions = fc
  .array(runtime, { minLength: 1, maxLength: 4 })
  .map((runtimes) => runtimes.map((one, index) => ({ version: index === 0 ? '$LATEST' : String(index), runtime: one })))
const recorded: fc.Arbitrary<RecordedFunction> = fc.record({
  name: fc.constantFrom(...NAMES),
  versions,
  aliases: fc.constantFrom<Record<string, string>[]>({}, { live: '1' }),
  invokedOn: fc.constantFrom<Record<string, string | null>[]>(
    { '*': null },
    { '*': '2026-11-01', $LATEST: '2026-11-01' },
    {},
  ),
  tags: fc.constantFrom<Record<string, string>[]>({}, { team: 'data' }, { team: 'nobody-has-this' }),
})
const resources = fc.subarray(['logs', 'data', 'site'])
const flagged: fc.Arbitrary<RecordedFlag> = fc.oneof(
  fc.record({
    awsId: fc.constantFrom('a', 'b'),
    status: fc.constantFrom('ok', 'warning', 'error'),
    category: fc.constantFrom('security', 'cost_optimizing'),
    isSuppressed: fc.boolean(),
  }),
  fc.record({
    awsId: fc.constantFrom('c', 'd'),
    isSuppressed: fc.boolean(),
    function: fc.record({
      arn: fc.constantFrom(
        ...NAMES.map((name) => `${arnOf({ accountId: '111111111111', region: 'eu-west-1' }, name)}:$LATEST`),
      ),
      runtime: fc.constantFrom('python3.9', 'nodejs22.x', 'nodejs24.x'),
    }),
  }),
)
const entity = fc.constantFrom('PENDING', 'RESOLVED', null)
const entities = fc.dictionary(
  fc.constantFrom('orders', `${arnOf({ accountId: '111111111111', region: 'eu-west-1' }, 'charge')}:$LATEST`),
  entity,
  { noNullPrototype: true },
)
const statementStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('config' as const),
    place,
    rules: fc.record({ versioning: resources, encryption: resources }),
  }),
  fc.record({
    do: fc.constant('advice' as const),
    accountId: fc.constantFrom(...ACCOUNTS),
    flags: fc.uniqueArray(flagged, { selector: ({ awsId }) => awsId, maxLength: 4 }),
  }),
  fc.record({
    do: fc.constant('health' as const),
    name: fc.constantFrom('eks', 'python39'),
    starts: fc.constantFrom(...DAYS),
    entities: fc.record({ '111111111111': entities, '222222222222': entities }),
  }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: statementStep },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('record' as const), place, recorded }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), place, name: fc.constantFrom(...NAMES) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('status' as const),
      place,
      source: fc.constantFrom('lambda.functions', 'lambda.aliases', 'tagging.resources', 'config.compliance'),
      status: fc.constantFrom('complete', 'partial', 'denied'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('own' as const),
      accountId: fc.constantFrom(...ACCOUNTS),
      team: fc.constantFrom('payments', 'data', null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('leave or return' as const), accountId: fc.constantFrom(...ACCOUNTS) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('day' as const), day: fc.constantFrom(...DAYS) }) },
)

async function judge(where: Place, at: Date, source = 'lambda.functions') {
  await inTransaction(database.worker, (client) => judgeScope(client, where, { runId: null, source, at }))
}

const GLOBAL = 'global'

async function takeStatement(given: Step, at: Date): Promise<void> {
  const { admin } = database
  switch (given.do) {
    case 'config':
      await recordNoncompliant(admin, given.place, given.rules)
      return judge(given.place, at, 'config.compliance')
    case 'advice':
      await recordFlagged(admin, given.accountId, given.flags)
      return judge({ accountId: given.accountId, region: GLOBAL }, at, 'trustedadvisor.checks')
    case 'health': {
      const isLambda = given.name === 'python39'
      const typeCode = isLambda ? 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT' : 'AWS_EKS_PLANNED_LIFECYCLE_EVENT'
      const versions = isLambda ? 'Python 3.9 in Lambda' : '1.31'
      const { name, entities: touched } = given
      await recordEvent(admin, { name, typeCode, versions, startsAt: startOfDay(given.starts), entities: touched }, at)
      return judge({ accountId: HUB, region: GLOBAL }, at, 'health.events')
    }
  }
}

async function take(given: Step, at: Date): Promise<void> {
  const { admin, worker } = database
  switch (given.do) {
    case 'record':
      await recordFunction(admin, given.place, given.recorded, at)
      return judge(given.place, at)
    case 'end':
      await endFunction(admin, given.place, given.name, at)
      return judge(given.place, at)
    case 'status':
      await recordScope(admin, given.place, given.source, given.status, at)
      return judge(given.place, at)
    case 'own':
      await admin.query(`DELETE FROM account_tag WHERE account_id = $1`, [given.accountId])
      if (given.team)
        await admin.query(`INSERT INTO account_tag VALUES ($1, 'team', $2)`, [given.accountId, given.team])
      return inTransaction(worker, (client) => assignOwners(client, { at }))
    case 'leave or return':
      return inTransaction(worker, async (client) => {
        await lockOrganization(client)
        await client.query(
          'UPDATE account SET left_at = CASE WHEN left_at IS NULL THEN $2::timestamptz END WHERE id = $1',
          [given.accountId, at],
        )
        await judgeDepartures(client, { at, runId: null })
        await assignOwners(client, { at })
      })
    case 'day':
      await judgeEverything(worker, { at: startOfDay(given.day), cause: 'calendar' })
      return
    default:
      return takeStatement(given, at)
  }
}

test('after every step of a random life, every count equals a recount (P12)', async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
        let at = startOfDay('2026-09-01')
        for (const given of steps) {
          // Time never goes back, in the estate as little as here.
          if (given.do === 'day' && startOfDay(given.day) > at) at = startOfDay(given.day)
          await take(given.do === 'day' ? { ...given, day: at.toISOString().slice(0, 10) } : given, at)
          expect(await differencesFromRecount(database.admin)).toEqual({})
        }
      })
      .beforeEach(async () => {
        await forgetEstate(database.admin)
        for (const accountId of ACCOUNTS) await recordAccount(database.admin, accountId)
        for (const where of PLACES) await recordScopes(database.admin, where, startOfDay('2026-09-01'))
        await recordSources(database.admin, PLACES, 'complete', startOfDay('2026-09-01'))
      }),
    { numRuns: 5 },
  )
}, 120_000)

test('places that are judged at the same time neither lose a count nor wait in a circle (F60)', async () => {
  const at = startOfDay('2026-11-21')
  for (const accountId of ACCOUNTS) await recordAccount(database.admin, accountId, { teamId: 'payments' })
  for (const where of PLACES) await recordScopes(database.admin, where, at)
  await recordSources(database.admin, PLACES, 'complete', at)
  for (let round = 0; round < 5; round++) {
    await Promise.all([
      ...PLACES.flatMap((where, index) =>
        [0, 1].map((half) =>
          inTransaction(database.worker, async (client) => {
            await lockPlace(client, where)
            for (const name of NAMES) {
              const runtimes = ['python3.9', 'nodejs22.x', 'java8', 'nodejs24.x']
              const one = runtimes[(round + index + half + name.length) % runtimes.length] ?? null
              await recordFunction(client, where, { name, versions: [{ version: '$LATEST', runtime: one }] }, at)
            }
            await judgePlaces(client, [where], judgingAt(at, { runId: null, cause: null }))
          }),
        ),
      ),
      ...ACCOUNTS.map((accountId) =>
        inTransaction(database.worker, async (client) => {
          const whole = { accountId, region: GLOBAL }
          await lockPlace(client, whole)
          const flags = PLACES.filter((where) => where.accountId === accountId).map((where, index) => ({
            awsId: `flag-${index}`,
            isSuppressed: (round + index) % 3 === 0,
            function: { arn: `${arnOf(where, 'charge')}:1`, runtime: 'python3.9' },
          }))
          await recordFlagged(client, accountId, flags)
          await judgeScope(client, whole, { runId: null, source: 'trustedadvisor.checks', at })
        }),
      ),
      inTransaction(database.worker, async (client) => {
        await lockOrganization(client)
        const touched = Object.fromEntries(
          PLACES.map((where) => [
            where.accountId,
            { [`${arnOf(where, 'charge')}:$LATEST`]: 'PENDING', [`c${round}`]: null },
          ]),
        )
        await recordEvent(client, { name: 'eks', versions: '1.31', startsAt: at, entities: touched }, at)
        await judgeScope(client, { accountId: HUB, region: GLOBAL }, { runId: null, source: 'health.events', at })
      }),
      inTransaction(database.worker, (client) => assignOwners(client, { at })),
      judgeEverything(database.worker, { at, cause: 'calendar' }),
    ])
    expect(await differencesFromRecount(database.admin)).toEqual({})
  }
})
