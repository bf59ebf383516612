import { createInterface } from 'node:readline'
import { env } from '../../lib/env.ts'
import { AppError } from '../../lib/errors.ts'
import { type Child, lastWords, startChild } from './child.ts'
import type { Estate } from './running.ts'

export type Simulator = Child & { estate: Estate }

type FirstLine = {
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
  region: string
  memberRole: string
  externalId: string
}

/** Starts the simulated organisation on a free port, with its clock at an instant from which it ticks on. */
export async function startSimulator(logDir: string, clock: Date): Promise<Simulator> {
  const accounts = String(env().demoAccounts)
  const options = ['--json', '--port', '0', '--accounts', accounts, '--clock', clock.toISOString()]
  const args = ['bin/steward.mjs', 'simulate', ...options]
  const child = startChild({ name: 'simulator', args, logDir, isRead: true, settings: { DATABASE_URL: undefined } })
  const first = await firstLine(child)
  const estate: Estate = {
    awsEndpointUrl: first.endpoint,
    accessKeyId: first.accessKeyId,
    secretAccessKey: first.secretAccessKey,
    region: first.region,
    memberRole: first.memberRole,
    externalId: first.externalId,
  }
  return { ...child, estate }
}

async function firstLine(child: Child): Promise<FirstLine> {
  if (!child.process.stdout) throw new Error('the simulator was started without an output to read')
  const lines = createInterface({ input: child.process.stdout })
  const line = await Promise.race([new Promise<string>((resolve) => lines.once('line', resolve)), child.ended])
  // Whatever comes later is not for us, but must be read for it to go on.
  lines.on('line', () => {})
  try {
    return JSON.parse(line) as FirstLine
  } catch (cause) {
    throw new AppError('unavailable', `The simulator did not start: ${line}\n${lastWords(child.logFile)}`, { cause })
  }
}

export async function setSimulatorClock(endpoint: string, at: Date): Promise<void> {
  const response = await fetch(`${endpoint}/_simulator/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ instant: at.toISOString() }),
  })
  if (!response.ok) throw new Error(`the simulator refused its clock: ${response.status} ${await response.text()}`)
}
