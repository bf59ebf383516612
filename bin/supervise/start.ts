/** What `npm start` and `npm run dev` do once packages are there: put up each part in order, and take all down at the end. */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { clock, setClockOffset } from '../../lib/core/clock.ts'
import { localOrigin } from '../../lib/core/own-address.ts'
import type { Cluster } from '../../lib/db/embedded/cluster.ts'
import { databaseUrls } from '../../lib/db/urls.ts'
import { terminalText } from '../../lib/encode/terminal.ts'
import { applyToEnvironment, env } from '../../lib/env.ts'
import { AppError } from '../../lib/errors.ts'
import { build, isBuilt } from '../prepare/build.mjs'
import { progress } from '../prepare/progress.mjs'
import { openCluster, setUp } from '../runtime.ts'
import { tell } from '../tell.ts'
import { startChild } from './child.ts'
import { holderOf, takeDataDir } from './data-lock.ts'
import { fillPast } from './fill-past.ts'
import { collectNow } from './first-collection.ts'
import { keepRunning } from './keep-running.ts'
import { estateSettings, findRunning, removeRunning, writeRunning } from './running.ts'
import { type Simulator, startSimulator } from './simulator.ts'
import { type Address, requireFreePort, startWeb, untilWebAnswers, webSettings } from './web-server.ts'

type Close = () => Promise<void>

/** Since this process began. A first start is to show pages within four minutes, on whatever machine. */
const PATIENCE_MS = 195_000

export async function start({ dev = false } = {}): Promise<void> {
  const closers: Close[] = []
  const stopped = untilAskedToStop()
  const work = run(closers, dev)
  let status = 0
  try {
    await Promise.race([stopped, work])
  } catch (error) {
    status = tell(error)
  }
  // What is still going up learns of it by what it needs being taken away.
  work.catch(() => {})
  for (const close of closers.reverse()) await close()
  process.exit(status)
}

async function run(closers: Close[], dev: boolean): Promise<never> {
  const { dataDir, host, port, mode, clockOffsetMs } = env()
  setClockOffset(clockOffsetMs)
  const logDir = join(dataDir, 'log')
  closers.push(takeOver(dataDir))
  const address: Address = { host, port: await requireFreePort({ host, port }) }
  const built = dev ? Promise.resolve() : prepareBuild(closers)

  const database = await openDatabase(dataDir, closers)
  const simulator = await openEstate(logDir, closers)
  const { databaseUrl, webDatabaseUrl, workerDatabaseUrl } = env()
  if (!databaseUrl) throw new Error('the database was opened without its URL')
  const urls = databaseUrls(databaseUrl, {
    ...(webDatabaseUrl ? { web: webDatabaseUrl } : {}),
    ...(workerDatabaseUrl ? { worker: workerDatabaseUrl } : {}),
  })
  const workerSettings = {
    DATABASE_URL: undefined,
    STEWARD_WEB_DATABASE_URL: undefined,
    STEWARD_WORKER_DATABASE_URL: urls.worker,
    // The simulator can take more than AWS.
    ...(simulator ? { STEWARD_AWS_PACE: 'none' } : {}),
  }
  // People of the demo decide in its past, by the web's login as on its pages.
  const pastSettings = { ...workerSettings, STEWARD_WEB_DATABASE_URL: urls.web }
  const past = simulator ? fillPast({ settings: pastSettings, logDir, closers }) : Promise.resolve()
  // The build goes on meanwhile; when it fails, there is no need to wait for the past.
  const inTime = await Promise.race([Promise.all([built, past]).then(() => true), patience(built).then(() => false)])

  const web = keepRunning(() => startWeb(webSettings(address, urls.web), logDir, dev))
  closers.push(web.stop)
  await untilWebAnswers(web.current(), address)
  writeRunning(dataDir, { mode, webUrl: localOrigin(address), databaseUrl, clockOffsetMs, estate: simulator?.estate })
  closers.push(async () => removeRunning(dataDir))
  process.stdout.write(`ready ${localOrigin(address)}\n`)
  if (mode === 'aws') tellAccessProblem()

  // Two that collect at different times of the world would spoil each other's.
  await past
  // Its progress has moved the line with the address out of sight.
  if (!inTime) process.stderr.write(`The past is complete. Steward is at ${localOrigin(address)}\n`)
  const worker = keepRunning(() =>
    startChild({ name: 'worker', args: ['bin/steward.mjs', 'worker'], settings: workerSettings, logDir }),
  )
  closers.push(worker.stop)
  const broken = [database.gaveUp, web.gaveUp, worker.gaveUp]
  if (simulator) await Promise.race([collectNow({ settings: { DATABASE_URL: undefined }, logDir, closers }), ...broken])
  throw new AppError('unavailable', await Promise.race(broken))
}

/** Beside everything else: pages are served whether AWS can be asked or not. */
function tellAccessProblem(): void {
  import('./access-problem.ts')
    .then(({ accessProblem }) => accessProblem())
    .then((problem) => problem !== null && process.stderr.write(`${terminalText(problem)}\n`))
    // The worker meets the same and has a log for it.
    .catch(() => {})
}

/** Settles at the first signal. Further ones change nothing: everything is already being taken down. */
function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

function takeOver(dataDir: string): Close {
  const release = takeDataDir(dataDir)
  if (release) return async () => release()
  const running = findRunning(dataDir)
  throw new AppError(
    'usage',
    running?.webUrl
      ? `Steward already runs at ${running.webUrl} (process ${running.pid}). Use that, stop it, or set another STEWARD_DATA_DIR.`
      : `Process ${holderOf(dataDir)} is using ${dataDir}. Wait for it to finish, or set another STEWARD_DATA_DIR.`,
  )
}

function prepareBuild(closers: Close[]): Promise<void> {
  if (isBuilt()) return Promise.resolve()
  const abort = new AbortController()
  closers.push(async () => abort.abort())
  const step = progress('Building the web')
  const built = build({ signal: abort.signal }).then(() => step.done())
  // Told where it is waited for.
  built.catch(() => {})
  return built
}

/** `gaveUp` settles with a sentence when the database cannot be kept. */
async function openDatabase(dataDir: string, closers: Close[]): Promise<{ gaveUp: Promise<string> }> {
  const step = progress('Preparing the database')
  const cluster = env().databaseUrl ? undefined : await openCluster(dataDir)
  const gaveUp = cluster ? keepDatabase(dataDir, cluster, closers) : new Promise<string>(() => {})
  if (cluster) applyToEnvironment({ DATABASE_URL: cluster.url })
  const applied = await setUp()
  step.done(applied.length > 0 ? `${applied.length} migrations applied` : 'up to date')
  return { gaveUp }
}

/** A server that was killed comes back on its port, so that nobody who uses it has to learn another address. */
async function keepDatabase(dataDir: string, first: Cluster, closers: Close[]): Promise<string> {
  let cluster = first
  let stopping = false
  closers.push(() => {
    stopping = true
    return cluster.stop()
  })
  for (;;) {
    await cluster.ended
    if (stopping) return new Promise(() => {})
    process.stderr.write(`The database ended. Starting it again; its log is ${join(cluster.home, 'log')}.\n`)
    try {
      cluster = await openCluster(dataDir, cluster.port)
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}

/** The simulated organisation of a demo, unless the settings name one that runs elsewhere. */
async function openEstate(logDir: string, closers: Close[]): Promise<Simulator | undefined> {
  if (env().mode !== 'demo' || env().awsEndpointUrl) return undefined
  const simulator = await startSimulator(logDir, clock.now())
  closers.push(simulator.stop)
  applyToEnvironment(estateSettings(simulator.estate))
  return simulator
}

/** When the past takes too long, pages are served without the rest of it. Fails as soon as the build does. */
async function patience(built: Promise<void>): Promise<void> {
  await built
  await wait(Math.max(0, PATIENCE_MS - performance.now()))
}
