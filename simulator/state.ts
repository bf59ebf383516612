/** What a running simulator holds, and what the control paths may change. */
import { type CallRecord, createCallRecord } from './call-record.ts'
import { createFaults, type Faults } from './faults.ts'
import { createLimits, type Limits } from './limits.ts'
import type { Settings } from './options.ts'
import { OPEN_POLICIES, type Policies, withoutActions } from './policy.ts'
import { account } from './services/account.ts'
import { cloudwatch } from './services/cloudwatch.ts'
import { config } from './services/config.ts'
import { type Credentials, createCredentials } from './services/credentials.ts'
import { health } from './services/health.ts'
import { lambda } from './services/lambda.ts'
import { organizations } from './services/organizations.ts'
import type { Service } from './services/service.ts'
import { sts } from './services/sts.ts'
import { support } from './services/support.ts'
import { tagging } from './services/tagging.ts'
import { createWorld, type World } from './world/world.ts'

export type State = {
  settings: Settings
  world: World
  services: readonly Service[]
  credentials: Credentials
  policies: Policies
  faults: Faults
  limits: Limits
  record: CallRecord
  /** The world's time. */
  now(): Date
  setClock(instant: Date): void
}

export function createState(settings: Settings): State {
  const world = createWorld({ seed: settings.seed, accountCount: settings.accounts })
  let offsetMs = settings.clock ? new Date(settings.clock).getTime() - Date.now() : 0
  const now = () => new Date(Date.now() + offsetMs)
  return {
    settings,
    world,
    services: [sts(settings), organizations(settings), account, lambda, cloudwatch, tagging, config, health, support],
    credentials: createCredentials(world.at(now()).management.id, settings.seed),
    policies: withoutActions(settings.policies ?? OPEN_POLICIES, settings.withoutActions),
    faults: createFaults(settings.plan, settings.seed),
    limits: createLimits(settings.limits),
    record: createCallRecord(),
    now,
    setClock: (instant) => {
      offsetMs = instant.getTime() - Date.now()
    },
  }
}
