/** For tests: the real SDK against the real simulator, with time limits short enough for a fault to show. */
import { vi } from 'vitest'
import type { SimulatorOptions } from '../../../simulator/options.ts'
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts'
import { openConnections } from '../aws/connections.ts'
import { type AwsContext, type AwsSettings, openContext } from '../aws/context.ts'
import { Pace, realTicks } from '../aws/pace.ts'
import type { AnySource, Known, KnownAggregator, KnownFunction } from '../define-source.ts'
import { type AccountAccess, type HubAccess, type Opened, openAccount, openHub } from '../open-account.ts'
import { readScope, type ScopeReading } from '../read-scope.ts'
import type { AccountRegionRow, ConfigAggregatorSourceRow, Rows, TableName } from '../rows.ts'
import { configAggregator } from '../sources/config/aggregator.ts'
import { lambdaFunctions } from '../sources/lambda/functions.ts'
import { organization } from '../sources/organization.ts'
import { MemorySink } from './memory-sink.ts'

/** Long enough for an answer of this machine, short enough to wait for the lack of one. */
const SHORT: Partial<AwsSettings> = {
  timeoutMs: 600,
  throttlePatienceMs: 4_000,
  faultPatienceMs: 3_000,
  firstPauseMs: 20,
}

export type SimulatedAws = {
  simulator: Simulator
  context: AwsContext
  stop: AbortController
  hub(): Promise<HubAccess>
  /** The account's member role, or why it cannot be had. */
  tryAccount(accountId: string): Promise<Opened<AccountAccess>>
  account(accountId: string): Promise<AccountAccess>
  /** Ids of the accounts that can be read. */
  activeAccounts(): Promise<string[]>
  /** Places that the aggregator draws from, with what recording would know of each. */
  aggregatedPlaces(status?: string): Promise<{ region: string; known: Partial<KnownFacts> }[]>
  /** The account with the most function versions in a Region. */
  largestAccount(region: string): Promise<AccountAccess>
  read(
    source: AnySource,
    access: AccountAccess,
    region: string,
    known?: Partial<KnownFacts>,
  ): Promise<ScopeReading & { rows: Rows[TableName][]; sink: MemorySink }>
  /** Every account of the world. */
  truth<Row>(kind: string): Promise<Row[]>
  plan(faults: SimulatorOptions['plan']): Promise<void>
  close(): Promise<void>
}

export type KnownFacts = {
  functions: readonly KnownFunction[] | null
  accountIds: readonly string[]
  regions: readonly AccountRegionRow[]
  aggregator: KnownAggregator | null
  /** Whose scope it is, where the hub is asked about an account. */
  accountId: string
}

export async function simulateAws(
  options: SimulatorOptions = {},
  settings: Partial<AwsSettings> = {},
): Promise<SimulatedAws> {
  const simulator = await startSimulator(options)
  vi.stubEnv('AWS_ENDPOINT_URL', simulator.endpoint)
  vi.stubEnv('AWS_ACCESS_KEY_ID', simulator.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', simulator.secretAccessKey)
  const limits = { ...SHORT, ...settings }
  const connections = openConnections({ timeoutMs: limits.timeoutMs ?? 600, sockets: 64 })
  const stop = new AbortController()
  const context = openContext({
    signal: stop.signal,
    connections,
    pace: new Pace(realTicks, { isLimited: false }),
    settings: { hubRegion: simulator.region, externalId: simulator.externalId, ...limits },
  })
  const hub = async () => opened(await openHub(context))
  const tryAccount = async (accountId: string) =>
    openAccount(await hub(), { id: accountId, name: accountId }, new Set([accountId]))

  const account = async (accountId: string) => opened(await tryAccount(accountId))

  const read: SimulatedAws['read'] = async (source, access, region, known = {}) => {
    const sink = new MemorySink(source.table)
    const facts: Known = {
      functions: async () => known.functions ?? null,
      accountIds: async () => known.accountIds ?? [],
      regions: async () => known.regions ?? [],
      aggregator: async () => known.aggregator ?? null,
    }
    const place = { accountId: known.accountId ?? access.accountId, region }
    const reading = await readScope({ source, place, access, known: facts, sink })
    return { ...reading, rows: sink.rows(), sink }
  }

  const activeAccounts = async () => {
    const { rows } = await read(organization, await hub(), 'global')
    return rows.flatMap((row) => ('unitId' in row && row.state === 'ACTIVE' ? row.id : []))
  }

  return {
    simulator,
    context,
    stop,
    hub,
    tryAccount,
    account,
    read,
    activeAccounts,
    async aggregatedPlaces(status = 'SUCCEEDED') {
      const { rows } = await read(configAggregator, await hub(), 'global', { accountIds: ['any'] })
      // These are the rows of its own table.
      const found = rows as ConfigAggregatorSourceRow[]
      const name = found.find((row) => row.kind === 'aggregator')?.name ?? null
      return found.flatMap((row) => {
        if (row.kind !== 'source' || row.status !== status) return []
        const source = { ...row, updatedAt: row.updatedAt === null ? null : new Date(row.updatedAt) }
        return [
          {
            region: row.region,
            known: { accountId: row.accountId, aggregator: { name, region: null, isCovered: true, source } },
          },
        ]
      })
    },
    async largestAccount(region) {
      const sized = []
      for (const accountId of await activeAccounts()) {
        const access = await account(accountId)
        sized.push({ access, size: (await read(lambdaFunctions, access, region)).rows.length })
      }
      const [largest] = sized.sort((a, b) => b.size - a.size)
      if (!largest) throw new Error('the world has no account')
      return largest.access
    },
    async truth(kind) {
      const answer = await fetch(`${simulator.endpoint}/_simulator/truth?kind=${kind}`)
      return answer.json()
    },
    async plan(faults) {
      await fetch(`${simulator.endpoint}/_simulator/plan`, { method: 'POST', body: JSON.stringify(faults) })
    },
    async close() {
      connections.close()
      await simulator.close()
      vi.unstubAllEnvs()
    },
  }
}

export function opened<Access>(opening: Opened<Access>): Access {
  if (!opening.isOpen) throw new Error(opening.reading.cause.message)
  return opening.access
}
