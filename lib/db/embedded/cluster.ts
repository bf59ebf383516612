/** A PostgreSQL server of our own, from the programs of a package, for a machine that has none. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../errors.ts'
import { withClient } from '../clients.ts'
import type { Charge } from './guardian.ts'
import { endLeftover } from './leftover.ts'
import { findPlace, type Place } from './place.ts'

export type Cluster = {
  /** The migrator: owns the database `steward`, may create roles and databases, is no superuser. */
  url: string
  superuserUrl: string
  port: number
  home: string
  /** True where the data had to go to a directory that the server's account can reach. */
  moved: boolean
  /** Settles when the server is down, whoever ended it. */
  ended: Promise<void>
  stop(): Promise<void>
}

export type ClusterOptions = {
  /** Made when missing. */
  home: string
  /** A free port is taken when none is named. */
  port?: number
  /** Data that nobody needs after a crash, removed with the server. */
  temporary?: boolean
}

const MIGRATOR = 'steward'
const START_LIMIT_MS = 60_000
/** The built-in provider sorts the same on every system, whatever locales that has. */
const INITDB_FLAGS = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
]
const SERVER_SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=120',
  'max_wal_size=2GB',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
]
const CARELESS_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

export async function startCluster({ home, port, temporary = false }: ClusterOptions): Promise<Cluster> {
  const place = await findPlace(home)
  const dataDir = join(place.home, 'data')
  if (existsSync(dataDir)) await endLeftover(dataDir)
  else initialise(place, dataDir, temporary)

  const password = readFileSync(join(place.home, 'password'), 'utf8')
  const chosenPort = port ?? (await freePort())
  const guardian = startGuardian(place, dataDir, chosenPort, temporary)
  const ended = new Promise<void>((resolve) => guardian.once('exit', () => resolve()))
  const superuserUrl = `postgresql://postgres:${password}@127.0.0.1:${chosenPort}/postgres`
  await untilReady(superuserUrl, guardian, join(place.home, 'log'))
  const migratorPassword = createHmac('sha256', password).update(MIGRATOR).digest('hex')
  await ensureMigrator(superuserUrl, migratorPassword)
  return {
    url: `postgresql://${MIGRATOR}:${migratorPassword}@127.0.0.1:${chosenPort}/${MIGRATOR}`,
    superuserUrl,
    port: chosenPort,
    home: place.home,
    moved: place.moved,
    ended,
    stop: async () => {
      guardian.stdin?.end()
      await ended
    },
  }
}

/** Into a directory of another name first, so that an interrupted start leaves nothing that looks finished. */
function initialise(place: Place, dataDir: string, temporary: boolean): void {
  const unfinished = `${dataDir}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const password = randomBytes(24).toString('hex')
  const passwordFile = join(place.home, 'initial-password')
  rmSync(passwordFile, { force: true })
  writeFileSync(join(place.home, 'password'), password, { mode: 0o600 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid)
  try {
    makeDataDir(place, unfinished)
    const flags = [...INITDB_FLAGS, ...(temporary ? ['--no-sync'] : [])]
    execFileSync(join(place.programs, 'initdb'), [...flags, `--pwfile=${passwordFile}`, `--pgdata=${unfinished}`], {
      ...place.account,
      cwd: place.home,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  } catch (cause) {
    const said = String((cause as { stderr?: Buffer }).stderr ?? cause)
    const lastLine = said.trim().split('\n').at(-1)
    throw new AppError(
      'unavailable',
      `PostgreSQL could not set up its data in ${place.home} (${lastLine}). Make room or rights there, choose another STEWARD_DATA_DIR, or set DATABASE_URL.`,
      { cause },
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(unfinished, dataDir)
}

function makeDataDir({ account }: Place, directory: string): void {
  execFileSync('mkdir', ['-m', '700', directory])
  if (account) chownSync(directory, account.uid, account.gid)
}

function startGuardian(place: Place, dataDir: string, port: number, temporary: boolean): ChildProcess {
  const settings = [...SERVER_SETTINGS, ...(temporary ? CARELESS_SETTINGS : [])]
  const charge: Charge = {
    program: join(place.programs, 'postgres'),
    args: ['-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    account: place.account,
    workingDir: place.home,
    logFile: join(place.home, 'log'),
    removeAfter: temporary ? place.home : undefined,
  }
  const script = join(import.meta.dirname, 'guardian.ts')
  return spawn(process.execPath, [script, JSON.stringify(charge)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
}

async function untilReady(url: string, guardian: ChildProcess, logFile: string): Promise<void> {
  const giveUpAt = performance.now() + START_LIMIT_MS
  while (performance.now() < giveUpAt && guardian.exitCode === null) {
    try {
      await withClient(url, async () => {}, { connectTimeoutMs: 5_000 })
      return
    } catch {
      // Not up yet, or still recovering: asked again until the limit.
      await wait(40)
    }
  }
  const said = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').at(-1) : 'it said nothing'
  guardian.stdin?.end()
  throw new AppError(
    'unavailable',
    `The embedded PostgreSQL did not start (${said}). Its log is ${logFile}; remove what is in the way, or set DATABASE_URL.`,
  )
}

async function ensureMigrator(superuserUrl: string, password: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const { rowCount: hasRole } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [MIGRATOR])
    if (!hasRole) await client.query(`CREATE ROLE ${MIGRATOR} LOGIN CREATEROLE CREATEDB PASSWORD '${password}'`)
    const { rowCount: hasDatabase } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [MIGRATOR])
    if (!hasDatabase) await client.query(`CREATE DATABASE ${MIGRATOR} OWNER ${MIGRATOR}`)
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
