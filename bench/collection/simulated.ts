/** Processes of the bench: an organisation, and a collector that reads it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DEFAULT_REGIONS } from '#lib/catalogue/regions'
import type { BenchDatabase } from '../measure/server.ts'
import type { Collected } from './collect-once.ts'

const PROJECT_DIR = join(import.meta.dirname, '../..')

export type Organisation = {
  pid: number
  endpoint: string
  environment: Record<string, string>
  calls(): Promise<CallCount[]>
  stop(): Promise<void>
}

export type CallCount = {
  service: string
  operation: string
  accountId: string
  region: string
  outcome: string
  calls: number
}

export async function startOrganisation(
  accounts: number,
  latencyMs: number,
  signal: AbortSignal,
  limits: 'aws' | 'none' = 'aws',
): Promise<Organisation> {
  const flags = ['--accounts', accounts, '--latency-ms', latencyMs, '--limits', limits, '--json'].map(String)
  const child = start(['bin/steward.mjs', 'simulate', ...flags], {}, signal)
  const where = JSON.parse(await firstLine(child)) as Record<string, string>
  const { endpoint = '', accessKeyId = '', secretAccessKey = '', externalId = '', region = '' } = where
  return {
    pid: child.pid ?? 0,
    endpoint,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: region,
      STEWARD_EXTERNAL_ID: externalId,
      STEWARD_MEMBER_ROLE: where.memberRole ?? '',
      STEWARD_REGIONS: DEFAULT_REGIONS.join(','),
    },
    calls: async () => {
      const answer = await fetch(`${endpoint}/_simulator/calls`)
      return ((await answer.json()) as { calls: CallCount[] }).calls
    },
    stop: () => ended(child, () => child.kill('SIGTERM')),
  }
}

export type Wanted = {
  /** How many collections, by one worker process, one after the other. */
  times: number
  /** All of them if none is named. */
  sources: readonly string[]
  signal: AbortSignal
  /** Of the tree whose collector it is; this one unless said. */
  directory?: string
  pace?: 'aws' | 'none'
}

/** Collects; `after` is called when each collection has ended. */
export async function collect(
  organisation: Organisation,
  database: BenchDatabase,
  { times, sources, signal, directory, pace = 'aws' }: Wanted,
  after: (collected: Collected) => Promise<void>,
): Promise<void> {
  const { port } = new URL(organisation.endpoint)
  const child = start(
    ['bench/collection/collect-once.ts', port, String(times), ...sources],
    {
      ...organisation.environment,
      DATABASE_URL: database.url,
      STEWARD_LOG_LEVEL: 'error',
      ...(pace === 'none' && { STEWARD_AWS_PACE: pace }),
    },
    signal,
    directory,
  )
  if (!child.stdout) throw new Error('the collector has no output')
  for await (const line of createInterface({ input: child.stdout })) await after(JSON.parse(line) as Collected)
  await ended(child, () => {})
}

/** Ends with the signal. */
function start(
  args: readonly string[],
  environment: Record<string, string>,
  signal: AbortSignal,
  directory = PROJECT_DIR,
): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  })
  // Being ended by the signal is told as an error; that it has ended is all that matters here.
  child.on('error', () => {})
  return child
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the simulator ended with status ${code}`)))
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve)
  })
}

function ended(child: ChildProcess, tell: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    tell()
  })
}
