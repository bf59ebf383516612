/**
 * The only place where connections to PostgreSQL are made. A server may end any of them at any moment, and Node.js ends
 * a process in which a client says so to nobody: each client here has a listener from its creation on (F57).
 */
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { log } from '../log.ts'
import { readDatabaseUrl, tlsOf } from './database-url.ts'
import { notingTrouble } from './noted-trouble.ts'
import { watchForSilence } from './silent-connections.ts'

/** A client that outlives the loss of its connection: whoever waits for an answer gets the error, and nobody else. */
export class LastingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    this.on('error', (error) => log().warn({ reason: error.message }, 'a connection to the database was lost'))
    if (config) watchForSilence(this, probeOf(config))
  }
}

const probes = new WeakMap<pg.ClientConfig, (limits: pg.ClientConfig) => pg.Client>()

/** How a server is asked about connections that were made with this. */
function probeOf(config: pg.ClientConfig): (limits: pg.ClientConfig) => pg.Client {
  const known = probes.get(config)
  if (known) return known
  const makeProbe = (limits: pg.ClientConfig) => {
    // A pool hides the password from those who copy its settings.
    const probe = new pg.Client({ ...config, password: config.password, ...limits })
    probe.on('error', () => {})
    return probe
  }
  probes.set(config, makeProbe)
  return makeProbe
}

export type ClientOptions = {
  connectTimeoutMs?: number
  keepAlive?: boolean
  applicationName?: string
  /** Statements that every connection runs before it is used. Start-up options would not pass a pooler. */
  onConnect?: readonly string[]
}

export type PoolOptions = ClientOptions & { max: number; Client?: typeof LastingClient }

const CONNECT_TIMEOUT_MS = 10_000
const KEEP_ALIVE_AFTER_MS = 10_000

/** What `pg` connects with, from the URL as the check of the settings has read it. */
export function clientConfig(url: string, options: ClientOptions = {}): pg.ClientConfig {
  const address = readDatabaseUrl(url)
  const { user, password, host, port, database, parameters } = address
  const tls = tlsOf(address)
  const seconds = Number(parameters.get('connect_timeout') ?? 0)
  return {
    user,
    password,
    host,
    port,
    database,
    connectionTimeoutMillis: seconds > 0 ? seconds * 1_000 : (options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS),
    application_name: parameters.get('application_name') ?? options.applicationName ?? 'steward',
    ...(tls === undefined ? {} : { ssl: tls }),
    ...(parameters.has('options') ? { options: parameters.get('options') } : {}),
    ...(parameters.get('sslnegotiation') === 'direct' ? { sslnegotiation: 'direct' } : {}),
    // Notices a peer that is gone from an idle connection (F08). Without a time of ours Linux waits for two hours.
    keepAlive: options.keepAlive ?? true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  }
}

function poolConfig(url: string, options: PoolOptions): pg.PoolConfig {
  const { max, onConnect = [], Client = LastingClient } = options
  return {
    ...clientConfig(url, options),
    max,
    Client: Client as unknown as typeof pg.Client,
    ...(onConnect.length === 0
      ? {}
      : {
          onConnect: async (client: pg.ClientBase) => {
            for (const statement of onConnect) await client.query(statement)
          },
        }),
  } as pg.PoolConfig
}

/** Not connected yet. */
export const makeClient = (url: string, options: ClientOptions = {}): pg.Client =>
  new LastingClient(clientConfig(url, options))

/** A connected client for `work` alone. */
export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
  options: ClientOptions = {},
): Promise<Result> {
  const client = makeClient(url, options)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

export function makePool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool(poolConfig(url, options))
  // The client's own listener has told it; an idle one is replaced when the next is needed.
  pool.on('error', () => {})
  return pool
}

/** How Prisma comes in. */
export const makePrismaAdapter = (url: string, options: PoolOptions): PrismaPg =>
  new NotingAdapter(poolConfig(url, options))

/** Prisma's adapter, which also remembers what went wrong for the request under way, however it is told above. */
class NotingAdapter extends PrismaPg {
  override async connect() {
    const adapter = noting(await super.connect())
    const { startTransaction } = adapter
    adapter.startTransaction = async (level) => noting(await notingTrouble(() => startTransaction.call(adapter, level)))
    return adapter
  }
}

type Queryable = Pick<Awaited<ReturnType<PrismaPg['connect']>>, 'queryRaw' | 'executeRaw'>

function noting<Asked extends Queryable>(asked: Asked): Asked {
  const { queryRaw, executeRaw } = asked
  asked.queryRaw = (query) => notingTrouble(() => queryRaw.call(asked, query))
  asked.executeRaw = (query) => notingTrouble(() => executeRaw.call(asked, query))
  return asked
}

/** What pg-boss makes its own pool and listeners with. */
export const queueConfig = (url: string, options: PoolOptions): pg.PoolConfig => poolConfig(url, options)
