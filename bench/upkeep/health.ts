/**
 * How long a reading of AWS Health holds the organisation's lock: it is recorded and judged for all accounts in one
 * transaction, and nothing else is judged meanwhile. A figure, without a bar.
 */
import { clock } from '#lib/core/clock'
import { addDays, dayOf } from '#lib/core/time'
import { inTransaction } from '#lib/db/worker-pool'
import { recordHealthEvents } from '#lib/inventory/health/record-health-events'
import { judgeScope } from '#lib/inventory/judging/judge-scope'
import { lockOrganization } from '#lib/inventory/judging/place-lock'
import { openPool } from '../measure/pool.ts'
import { wallMs } from '../measure/repeat.ts'
import { amount, type Report } from '../measure/report.ts'
import type { BenchServer } from '../measure/server.ts'
import type { Share } from '../measure/share.ts'
import { estatePlan, seedEstate } from '../seed-estate.ts'

type Rows = Parameters<typeof recordHealthEvents>[1]

const EVENTS = 200
/** Smallest first: the next is left out where there is no time for it. */
const ACCOUNTS = [100, 300]
/** One finding for each resource that an event names: as many functions make as good an organisation. */
const FUNCTIONS = 1_000
const HUB = { accountId: '100000000001', region: 'global' }

/** Every event in every account, with one resource there. */
function reading(accountIds: readonly string[], doneEvery: number): Rows {
  const startsAt = `${addDays(dayOf(clock.now()), 60)}T00:00:00.000Z`
  const lastUpdatedAt = clock.now().toISOString()
  return Array.from({ length: EVENTS }, (_, number) => `arn:aws:health:eu-west-1::event/EKS/bench/${number}`).flatMap(
    (arn, number): Rows => [
      {
        kind: 'event',
        arn,
        service: 'EKS',
        typeCode: 'AWS_EKS_PLANNED_LIFECYCLE_EVENT',
        category: 'scheduledChange',
        scopeCode: 'ACCOUNT_SPECIFIC',
        region: 'eu-west-1',
        startsAt,
        endsAt: null,
        lastUpdatedAt,
        awsStatus: 'upcoming',
        actionability: null,
        description: null,
        metadata: { deprecated_versions: `1.${number % 20}` },
        incomplete: false,
      },
      ...accountIds.flatMap(
        (accountId, index): Rows => [
          { kind: 'account', eventArn: arn, accountId, isNamed: true, incomplete: false },
          {
            kind: 'entity',
            eventArn: arn,
            accountId,
            value: `cluster-${number}`,
            status: (index + number) % doneEvery === 0 ? 'RESOLVED' : 'PENDING',
            lastUpdatedAt,
            incomplete: false,
          },
        ],
      ),
    ],
  )
}

export async function measureHealth(server: BenchServer, report: Report, share: Share): Promise<void> {
  let lastMs = 0
  let lastAccounts = 0
  for (const accounts of ACCOUNTS) {
    const name = `held for AWS Health, ${EVENTS} events in each of ${amount(accounts, { suffix: 'accounts' })}`
    const expectedMs = lastAccounts === 0 ? 0 : (lastMs * accounts) / lastAccounts
    if (expectedMs > share.leftMs()) {
      report.figure(name, `not measured: it would take ${amount(expectedMs / 1_000, { suffix: 's' })}`)
      return
    }
    lastAccounts = accounts
    lastMs = await wallMs(async () => report.figure(name, await holdingTimes(server, accounts)))
  }
}

async function holdingTimes(server: BenchServer, accounts: number): Promise<string> {
  const database = await server.createDatabase('health')
  const worker = openPool(database.workerUrl, 1)
  try {
    await seedEstate(database.superuserUrl, { ...estatePlan(FUNCTIONS, clock.now()), accounts, health: false })
    const { rows } = await worker.query<{ id: string }>(`SELECT id FROM account WHERE state = 'ACTIVE' ORDER BY id`)
    const accountIds = rows.map(({ id }) => id)
    const held = async (doneEvery: number) => {
      const shown = reading(accountIds, doneEvery)
      const ms = await wallMs(() => inTransaction(worker, (client) => record(client, shown)))
      return amount(ms / 1_000, { suffix: 's', digits: 1 })
    }
    // Of the resources, one in fifty is done at first, and one in twenty-five in the end.
    const [first, again, changed] = [await held(50), await held(50), await held(25)]
    return `first ${first}, unchanged ${again}, one resource in fifty done ${changed}`
  } finally {
    await worker.end()
    await server.dropDatabase('health')
  }
}

async function record(client: Parameters<typeof judgeScope>[0], shown: Rows): Promise<void> {
  const at = clock.now()
  await lockOrganization(client)
  // What says nothing new is not judged anew.
  if (!(await recordHealthEvents(client, shown, { endsAbsent: true, at }))) return
  await judgeScope(client, HUB, { runId: null, source: 'health.events', at })
}
