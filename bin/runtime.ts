/**
 * What a command needs before it can work: a database, and in a demo an organisation to look at. It uses what is running
 * on the data directory, else what the settings name, else starts its own and stops it again.
 */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { clock, setClockOffset } from '../lib/core/clock.ts'
import { type Cluster, startCluster } from '../lib/db/embedded/cluster.ts'
import { requireSetUp, setUpDatabase } from '../lib/db/set-up/set-up-database.ts'
import { applyToEnvironment, env } from '../lib/env.ts'
import { AppError } from '../lib/errors.ts'
import { holderOf, takeDataDir } from './supervise/data-lock.ts'
import { estateSettings, findRunning, type Running } from './supervise/running.ts'
import { startSimulator } from './supervise/simulator.ts'

export type Opened = {
  /** Names of the migrations that were applied while opening; empty where nothing had to be. */
  migrations: string[]
}

export type Needs = {
  /** False for commands that only read what is stored. In a demo, where nothing runs, others get a simulator. */
  aws?: boolean
  /** Set the database up also where the settings name it, or a running Steward has done so. Others only look. */
  setUpAlways?: boolean
}

const WAIT_FOR_OTHERS_MS = 120_000

/** Runs a command's work with its surroundings, and takes down what was put up for it. */
export async function withDatabase<Result>(
  use: (opened: Opened) => Promise<Result>,
  { aws = true, setUpAlways = false }: Needs = {},
): Promise<Result> {
  setClockOffset(env().clockOffsetMs)
  const { dataDir, databaseUrl } = env()
  const running = databaseUrl ? undefined : await whatRuns(dataDir)
  if (running) {
    adopt(running)
    return use({ migrations: setUpAlways ? await setUp() : [] })
  }
  const closers: (() => Promise<void>)[] = []
  try {
    if (!databaseUrl) closers.push(await ownDatabase(dataDir))
    const migrations = databaseUrl && !setUpAlways ? await lookOnly(databaseUrl) : await setUp()
    if (aws && env().mode === 'demo' && !env().awsEndpointUrl) closers.push(await ownSimulator(dataDir))
    return await use({ migrations })
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

/** A database of one's own is set up by `steward migrate` and `npm start`, by nobody else. */
async function lookOnly(url: string): Promise<string[]> {
  await requireSetUp({ url, mode: env().mode })
  return []
}

/** Sets up the database that the settings name. */
export function setUp(): Promise<string[]> {
  const { databaseUrl, webDatabaseUrl, workerDatabaseUrl, mode } = env()
  if (!databaseUrl) throw new AppError('usage', 'Set DATABASE_URL to the database that is to be set up.')
  return setUpDatabase({ url: databaseUrl, mode, webUrl: webDatabaseUrl, workerUrl: workerDatabaseUrl })
}

/** Another command on the same directory is waited for; a Steward that runs is used. */
async function whatRuns(dataDir: string): Promise<Running | undefined> {
  const giveUpAt = performance.now() + WAIT_FOR_OTHERS_MS
  for (;;) {
    const running = findRunning(dataDir)
    if (running) return running
    const holder = holderOf(dataDir)
    if (holder === undefined) return undefined
    if (performance.now() > giveUpAt) {
      throw new AppError('unavailable', `Process ${holder} has been using ${dataDir} for two minutes. Try again later.`)
    }
    await wait(100)
  }
}

function adopt(running: Running): void {
  if (running.mode !== env().mode) {
    throw new AppError(
      'usage',
      `What runs on ${env().dataDir} is in mode ${running.mode}, this command in mode ${env().mode}. Set STEWARD_MODE=${running.mode}, or another STEWARD_DATA_DIR.`,
    )
  }
  const estate = running.estate && !env().awsEndpointUrl ? estateSettings(running.estate) : {}
  const port = running.webUrl ? new URL(running.webUrl).port : undefined
  applyToEnvironment({
    ...estate,
    ...(port ? { PORT: port } : {}),
    DATABASE_URL: running.databaseUrl,
    STEWARD_CLOCK_OFFSET_MS: String(running.clockOffsetMs),
  })
  setClockOffset(env().clockOffsetMs)
}

/** For a part that runs alone: the database its settings name, else that of a Steward which runs here. */
export function useWhatRuns(): void {
  const { databaseUrl, webDatabaseUrl, workerDatabaseUrl, dataDir } = env()
  if (databaseUrl || webDatabaseUrl || workerDatabaseUrl) return
  const running = findRunning(dataDir)
  if (!running) {
    throw new AppError('usage', 'No database is set. Set DATABASE_URL, or start everything at once with `npm start`.')
  }
  adopt(running)
}

async function ownDatabase(dataDir: string): Promise<() => Promise<void>> {
  const release = takeDataDir(dataDir)
  if (!release) throw new AppError('unavailable', `Another command has just begun to use ${dataDir}. Try again.`)
  const cluster = await openCluster(dataDir).catch((error) => {
    release()
    throw error
  })
  applyToEnvironment({ DATABASE_URL: cluster.url })
  return async () => {
    await cluster.stop()
    release()
  }
}

/** The embedded database of a data directory, which the caller has taken. */
export async function openCluster(dataDir: string, port?: number): Promise<Cluster> {
  const cluster = await startCluster({ home: join(dataDir, 'database'), ...(port ? { port } : {}) })
  if (cluster.moved) {
    process.stderr.write(
      `PostgreSQL does not run as root, and ${dataDir} is closed to other users: its data are in ${cluster.home}.\n`,
    )
  }
  return cluster
}

async function ownSimulator(dataDir: string): Promise<() => Promise<void>> {
  const simulator = await startSimulator(join(dataDir, 'log'), clock.now())
  applyToEnvironment(estateSettings(simulator.estate))
  return () => simulator.stop()
}
