/** `steward simulate`: AWS on this machine, with the policies that `steward policy` prints. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { z } from 'zod'
import { allSources } from '../lib/collectors/all-sources.ts'
import { hubPolicy, memberPolicy } from '../lib/collectors/derive/iam-policy.ts'
import { AppError } from '../lib/errors.ts'
import { projectDir } from './prepare/install.mjs'
import { FAULT_PLAN_HELP, problemsOf } from './simulate-words.ts'

type Flags = {
  accounts: string
  seed: string
  port: string
  latencyMs: string
  limits: string
  plan?: string
  withoutAction: string[]
  clock?: string
  json?: boolean
}

/** The role of a Steward that was told no other. */
const MEMBER_ROLE = 'StewardReadOnly'

/** What the simulator's module gives us: it is started by path and knows nothing of us. */
type Simulator = { endpoint: string; close(): Promise<void> } & Record<string, unknown>
type SimulatorModule = { startSimulator(options: object): Promise<Simulator> }

export const simulateCommand = (program: Command): void => {
  program
    .command('simulate')
    .description('An invented AWS organisation on this machine, for demos and tests. Runs until it is told to stop.')
    .option('--accounts <n>', 'how many accounts the organisation has', '43')
    .option('--seed <n>', 'which organisation: the same seed gives the same one', '1')
    .option('--port <n>', 'where to listen on 127.0.0.1; 0 picks a free port', '0')
    .option('--latency-ms <n>', 'wait this long before each answer', '0')
    .option('--limits <kind>', 'aws: throttle at the rates that AWS publishes; none: never', 'none')
    .option('--plan <file>', 'a fault plan: a JSON array of what goes wrong, see below')
    .option('--without-action <action>', 'take an IAM action out of the policy; repeatable', collect, [])
    .option('--clock <instant>', "the world's time, which ticks on from there; this machine's unless set")
    .option('--json', 'print where it is and how to sign as one line of JSON')
    .addHelpText('after', FAULT_PLAN_HELP)
    .action(simulate)
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value]
}

async function simulate(flags: Flags): Promise<void> {
  const { startSimulator } = (await import(
    pathToFileURL(join(projectDir, 'simulator/start-simulator.ts')).href
  )) as SimulatorModule
  const { close, ...where } = await startSimulator(optionsFrom(flags)).catch((error: unknown) => {
    throw explained(error, flags)
  })
  process.stdout.write(flags.json ? `${JSON.stringify(where)}\n` : inWords(where))
  await untilTold()
  await close()
}

function optionsFrom(flags: Flags): object {
  return {
    accounts: Number(flags.accounts),
    seed: Number(flags.seed),
    port: Number(flags.port),
    latencyMs: Number(flags.latencyMs),
    limits: flags.limits,
    plan: flags.plan === undefined ? [] : planIn(flags.plan),
    memberRole: MEMBER_ROLE,
    policies: { member: memberPolicy(allSources), hub: hubPolicy(allSources, { memberRole: MEMBER_ROLE }) },
    withoutActions: flags.withoutAction,
    ...(flags.clock !== undefined && { clock: flags.clock }),
  }
}

function planIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new AppError('usage', `The fault plan ${file} cannot be read, or is not JSON.`, { cause })
  }
}

function explained(error: unknown, flags: Flags): unknown {
  if (error instanceof z.ZodError) {
    return new AppError('usage', problemsOf(error, flags.plan))
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return new AppError('usage', `Port ${flags.port} is taken. Choose another with --port, or 0 for any free one.`)
  }
  return error
}

function inWords(where: Record<string, unknown>): string {
  return [
    `An invented AWS organisation answers at ${where.endpoint} until this command is stopped. To point Steward at it:`,
    `export AWS_ENDPOINT_URL=${where.endpoint} AWS_REGION=${where.region}`,
    `export AWS_ACCESS_KEY_ID=${where.accessKeyId} AWS_SECRET_ACCESS_KEY=${where.secretAccessKey}`,
    `export STEWARD_MEMBER_ROLE=${where.memberRole} STEWARD_EXTERNAL_ID=${where.externalId}`,
    '',
  ].join('\n')
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    // A signal handler alone does not keep a process alive; the listening socket does.
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
}
