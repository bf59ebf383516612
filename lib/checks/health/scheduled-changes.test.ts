import { describe, expect, test } from 'vitest'
import { BUILT_IN_RUNTIMES } from '../../catalogue/lambda-runtimes.ts'
import { changeIdOf } from '../../core/health-change.ts'
import { addDays, startOfDay } from '../../core/time.ts'
import { findingIdOf } from '../statement.ts'
import {
  type ChangedResource,
  type HealthFacts,
  judgeScheduledChanges,
  type ScheduledChange,
} from './scheduled-changes.ts'

const ACCOUNT = '333344445555'
const TODAY = '2026-11-21'
const FACTS: HealthFacts = {
  runtimes: BUILT_IN_RUNTIMES.runtimes,
  today: TODAY,
  noticeDays: 180,
  now: new Date('2026-11-21T09:00:00Z'),
  titleOf: ({ service, versions }) => `${service} ${versions}`,
}

const EKS: ScheduledChange = {
  id: 'a0000000-0000-4000-8000-000000000001',
  service: 'EKS',
  typeCode: 'AWS_EKS_PLANNED_LIFECYCLE_EVENT',
  region: 'eu-central-1',
  startsAt: startOfDay('2027-03-03'),
  endsAt: null,
  awsStatus: 'upcoming',
  actionability: 'ACTION_REQUIRED',
  metadata: { deprecated_versions: '1.31' },
  changeId: changeIdOf('AWS_EKS_PLANNED_LIFECYCLE_EVENT', {
    metadata: { deprecated_versions: '1.31' },
    firstStartsAt: null,
  }),
  withdrawnAt: null,
  unlistedAt: null,
  firstStartsAt: startOfDay('2027-03-03'),
  counts: { entities: 2, pending: 2, resolved: 0, unknown: 0 },
}
const CLUSTER = 'arn:aws:eks:eu-central-1:333344445555:cluster/orders'

const RETIREMENT_TYPE = 'AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED'
const RETIREMENT: ScheduledChange = {
  ...EKS,
  id: 'a0000000-0000-4000-8000-000000000002',
  service: 'EC2',
  typeCode: RETIREMENT_TYPE,
  metadata: {},
  changeId: changeIdOf(RETIREMENT_TYPE, { metadata: {}, firstStartsAt: startOfDay('2026-12-05') }),
  startsAt: startOfDay('2026-12-05'),
  firstStartsAt: startOfDay('2026-12-05'),
}

const LAMBDA: ScheduledChange = {
  ...EKS,
  id: 'a0000000-0000-4000-8000-000000000003',
  service: 'LAMBDA',
  typeCode: 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT',
  metadata: { deprecated_versions: 'Node.js 22 in Lambda' },
  startsAt: new Date('2027-04-30T07:00:00Z'),
}
const LEDGER = 'arn:aws:lambda:eu-central-1:333344445555:function:ledger-export'

const pending = (change: ScheduledChange, value = CLUSTER): ChangedResource => ({ change, value, status: 'PENDING' })
const judge = (resources: ChangedResource[], facts = FACTS) => judgeScheduledChanges(ACCOUNT, resources, facts)

describe('a resource of a scheduled change', () => {
  test('is a finding that is due on the day the change starts', () => {
    expect(judge([pending(EKS)]).statements).toMatchObject([
      {
        checkId: 'health.scheduled-change',
        region: 'eu-central-1',
        resourceId: CLUSTER,
        resourceName: 'orders',
        subject: 'health:AWS_EKS_PLANNED_LIFECYCLE_EVENT/1-31',
        verdict: 'approaching',
        severity: 'medium',
        dueOn: '2027-03-03',
        use: 'unknown',
        details: { title: 'EKS 1.31', eventId: EKS.id, changeId: EKS.changeId },
      },
    ])
  })

  test('says nothing once AWS says that it is resolved, and goes on without a status', () => {
    expect(judge([{ ...pending(EKS), status: 'RESOLVED' }]).statements).toEqual([])
    expect(judge([{ ...pending(EKS), status: null }]).statements).toHaveLength(1)
  })

  test('of an event that AWS took back is silent because of that', () => {
    const said = judge([pending({ ...EKS, withdrawnAt: FACTS.now })])
    expect(said.statements).toEqual([])
    expect(said.silences).toMatchObject([{ resourceId: CLUSTER, because: 'withdrawn' }])
  })

  test.each([
    ['30 days ahead', RETIREMENT, addDays(TODAY, 30), 'high', 'approaching', true],
    ['31 days ahead', RETIREMENT, addDays(TODAY, 31), 'medium', 'approaching', true],
    ['yesterday, and not a deadline', RETIREMENT, addDays(TODAY, -1), 'high', 'ongoing', false],
    ['four years ago, and not a deadline', RETIREMENT, '2022-11-30', 'high', 'ongoing', false],
    ['today, and not a deadline', RETIREMENT, TODAY, 'high', 'ongoing', false],
    ['yesterday, and a deadline', EKS, addDays(TODAY, -1), 'critical', 'overdue', true],
    ['today, and a deadline', EKS, TODAY, 'high', 'ongoing', true],
  ])('that starts %s is as urgent as that', (_, change, day, severity, verdict, isDue) => {
    expect(judge([pending({ ...change, startsAt: startOfDay(day) })]).statements).toMatchObject([
      { severity, verdict, dueOn: isDue ? day : null },
    ])
  })

  test('of an event that AWS lists no more goes on without a date, and says that it is unknown', () => {
    const forgotten = { ...RETIREMENT, startsAt: startOfDay('2022-11-30'), unlistedAt: FACTS.now }
    expect(judge([pending(forgotten)]).statements).toMatchObject([
      { verdict: 'unknown', dueOn: null, severity: 'medium' },
    ])
  })

  test.each([
    ['its resources have no status', { entities: 2, pending: 0, resolved: 0, unknown: 2 }],
    ['it names none', { entities: 0, pending: 0, resolved: 0, unknown: 0 }],
  ])('behind the day of a deadline goes on when %s: nothing is known to be missed', (_, counts) => {
    const past = { ...EKS, startsAt: startOfDay(addDays(TODAY, -9)), counts }
    expect(judge([{ ...pending(past), status: null }]).statements).toMatchObject([
      { verdict: 'ongoing', dueOn: null, severity: 'high' },
    ])
  })

  test('that AWS calls informational asks for nothing', () => {
    const informational = { ...EKS, actionability: 'INFORMATIONAL', startsAt: startOfDay(addDays(TODAY, -5)) }
    expect(judge([pending(informational)]).statements).toMatchObject([{ severity: 'info' }])
  })

  test('without a date is a finding without one', () => {
    expect(judge([pending({ ...EKS, startsAt: null })]).statements).toMatchObject([{ dueOn: null, severity: 'medium' }])
  })

  test('past its start and pending still speaks, also when AWS has closed the event', () => {
    const closed = { ...EKS, startsAt: startOfDay('2026-11-01'), awsStatus: 'closed' }
    expect(judge([pending(closed)]).statements).toMatchObject([{ verdict: 'overdue' }])
  })
})

describe('a change', () => {
  test('keeps its subject when AWS moves its date', () => {
    const moved = { ...RETIREMENT, startsAt: startOfDay('2027-01-20') }
    expect(judge([pending(moved, 'i-1')]).statements).toMatchObject([
      { subject: `health:${RETIREMENT_TYPE}/2026-12-05`, dueOn: '2027-01-20' },
    ])
  })

  test('announced twice for one resource is one finding, due on the earlier day', () => {
    const again = { ...EKS, id: 'a0000000-0000-4000-8000-000000000009', startsAt: startOfDay('2027-02-02') }
    expect(judge([pending(EKS), pending(again)]).statements).toMatchObject([{ dueOn: '2027-02-02' }])
  })

  test('is another finding than another change of the same resource', () => {
    const statements = judge([pending(EKS), pending(RETIREMENT)]).statements
    expect(new Set(statements.map((one) => findingIdOf(ACCOUNT, one))).size).toBe(2)
  })

  test('of the account as a whole is a finding of the account', () => {
    expect(judge([{ change: EKS, value: 'AWS_ACCOUNT', status: null }]).statements).toMatchObject([
      { resourceId: 'AWS_ACCOUNT', resourceName: ACCOUNT },
    ])
  })

  test('of one resource in two accounts is a finding in each', () => {
    const [one] = judge([{ change: EKS, value: 'AWS_ACCOUNT', status: null }]).statements
    expect(one && findingIdOf(ACCOUNT, one)).not.toBe(one && findingIdOf('444455556666', one))
  })
})

describe('a function of a Lambda lifecycle event', () => {
  test('is the finding that Lambda’s own check has, with the dates of the catalogue', () => {
    expect(judge([pending(LAMBDA, `${LEDGER}:$LATEST`)]).statements).toMatchObject([
      {
        checkId: 'lambda.deprecated-runtime',
        resourceId: LEDGER,
        resourceName: 'ledger-export',
        subject: 'lambda-runtime:nodejs22.x',
        verdict: 'approaching',
        severity: 'medium',
        dueOn: '2027-04-30',
        details: { title: 'Node.js 22 (nodejs22.x)' },
      },
    ])
  })

  test('is nothing to do before the notice the catalogue gives', () => {
    const early = { ...FACTS, today: '2026-10-01', now: startOfDay('2026-10-01') }
    expect(judge([pending(LAMBDA, `${LEDGER}:$LATEST`)], early)).toMatchObject({
      statements: [],
      silences: [{ resourceId: LEDGER, because: 'catalogue' }],
    })
  })

  test('is a scheduled change like any other when the event names no runtime that the catalogue knows', () => {
    const unheard = { ...LAMBDA, metadata: { deprecated_versions: 'COBOL 85 in Lambda' } }
    expect(judge([pending(unheard, `${LEDGER}:$LATEST`)]).statements).toMatchObject([
      { checkId: 'health.scheduled-change', resourceId: `${LEDGER}:$LATEST` },
    ])
  })

  test('tells runtimes of one name apart by the day they end', () => {
    const java = {
      ...LAMBDA,
      metadata: { deprecated_versions: 'Java 17 in Lambda' },
      startsAt: startOfDay('2027-06-30'),
    }
    const late = { ...FACTS, today: '2027-06-01', now: startOfDay('2027-06-01') }
    expect(judge([pending(java, LEDGER)], late).statements).toMatchObject([{ subject: 'lambda-runtime:java17' }])
  })
})
