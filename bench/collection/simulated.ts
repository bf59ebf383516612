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

export async function startOrganisation(accounts: number, latencyMs: number): Promise<Organisation> {
  const flags = ['--accounts', accounts, '--latency-ms', latencyMs, '--limits', 'aws', '--json'].map(String)
  const child = start(['bin/steward.mjs', 'simulate', ...flags], {})
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

/** Collections by one worker process, one after the other; `after` is called when each has ended. */
export async function collect(
  organisation: Organisation,
  database: BenchDatabase,
  times: number,
  after: (collected: Collected) => Promise<void>,
): Promise<void> {
  const child = start(['bench/collection/collect-once.ts', String(times)], {
    ...organisation.environment,
    DATABASE_URL: database.url,
    STEWARD_LOG_LEVEL: 'error',
  })
  if (!child.stdout) throw new Error('the collector has no output')
  for await (const line of createInterface({ input: child.stdout })) await after(JSON.parse(line) as Collected)
  await ended(child, () => {})
}

function start(args: readonly string[], environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: PROJECT_DIR,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
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
