/** Everything a simulator can be told, as it comes from a command line or a test. */
import { z } from 'zod'
import { faultPlan } from './faults.ts'
import { policyDocument } from './policy.ts'

const actions = z.array(z.string().regex(/^[\w-]+:[A-Z]\w+$/, 'must be an IAM action such as lambda:ListFunctions'))

export const simulatorOptions = z.strictObject({
  accounts: z.int().min(1).max(20_000).default(43),
  seed: z.int().min(0).default(1),
  /** 0 picks a free one. */
  port: z.int().min(0).max(65_535).default(0),
  /** Waited before each answer. */
  latencyMs: z.number().min(0).default(0),
  /** `aws` throttles at the rates AWS publishes. */
  limits: z.enum(['aws', 'none']).default('none'),
  plan: faultPlan.default([]),
  /** What the member role and the hub may do, as policy documents. Unset: all that can be asked for. */
  policies: z.object({ member: policyDocument, hub: policyDocument }).optional(),
  /** Taken out of the policies. */
  withoutActions: actions.default([]),
  /** The world's time; it ticks on from here. Unset: the machine's. */
  clock: z.iso.datetime({ offset: true }).optional(),
  memberRole: z.string().default('StewardReadOnly'),
  hubRole: z.string().default('StewardHub'),
  externalId: z.string().default('steward-simulated-external-id'),
  /** Pages no longer than this, to see many of them in a small world. */
  pageSizeMax: z.int().min(1).nullable().default(null),
  accountShape: z.enum(['new', 'old', 'both']).default('both'),
})

export type SimulatorOptions = z.input<typeof simulatorOptions>
export type Settings = z.output<typeof simulatorOptions>
