/** The fault plan: which calls go wrong, how often, and in what way. */
import { z } from 'zod'
import { SERVICES, type ServiceName } from './protocols/refusals.ts'
import { hash } from './world/random.ts'

export const EFFECTS = [
  'throttle', // refused for its pace, in the service's own words
  'http500', // an internal error, well formed
  'http503html', // a load balancer's page where JSON or XML was expected
  'truncate', // 200, and half of the body
  'empty', // 200 without a body
  'wrongType', // 200 with a page of HTML
  'hang', // no answer at all
  'reset', // half of the body, then the connection is reset
  'slow', // ten bytes a second
  'tokenLoop', // the next page is this page, with the same token, for ever
  'duplicatePage', // the page is sent twice
  'tokenRefused', // a page token that AWS itself gave is refused
  'emptyPageWithToken', // a page without items and with a token
  'expireCredentials', // the session ends now
  'deny', // refused by the role's policy, or by an organisation policy with `by: scp`
  'wrongAccount', // STS answers for another account
  'notSubscribed', // the service is not open to this account
  'switchedOff', // nobody has set it up: no aggregator in Config, no view of the organisation in Health
  'unknownEnum', // values and members that no model of today knows
  'missingField', // a member that is always there is not
  'failedSet', // 200, and a part of it failed
  'clockSkew', // the service's clock is `minutes` ahead of ours
] as const
export type Effect = (typeof EFFECTS)[number]

const rule = z.strictObject({
  service: z.enum(SERVICES),
  /** `*` is every operation of the service. */
  operation: z.string().min(1),
  accountId: z.string().optional(),
  region: z.string().optional(),
  /** The first matching call that goes wrong, counted from 1. */
  from: z.int().min(1).default(1),
  /** How many go wrong; all of them unless said. */
  count: z.int().min(0).optional(),
  /** The part of the matching calls that goes wrong, by chance that repeats with the seed. */
  share: z.number().min(0).max(1).default(1),
  effect: z.enum(EFFECTS),
  /** For `deny`: whose policy. */
  by: z.enum(['iam', 'scp']).default('iam'),
  /** For `clockSkew`. */
  minutes: z.number().default(20),
  /** For `missingField`: the member to leave out. */
  field: z.string().optional(),
})

export const faultPlan = z.array(rule)
/** As it is written in a file. */
export type FaultPlan = z.input<typeof faultPlan>
/** With every default filled in. */
export type Fault = z.output<typeof rule>

/**
 * What a rule is held against. Account and Region are those whose data is asked for: for AssumeRole the role's, for an
 * aggregator those in its filter.
 */
export type Subject = {
  service: ServiceName
  operation: string
  accountId: string
  region: string
  /** True for the second page of a listing and those after it. */
  hasToken: boolean
}

export type Faults = {
  plan: readonly Fault[]
  /** What befalls this call. Counts it: ask once per call. */
  strike(subject: Subject): readonly Fault[]
}

export function createFaults(written: unknown, seed: number): Faults {
  const plan = faultPlan.parse(written)
  const tallies = plan.map(() => ({ matched: 0, struck: 0 }))
  return {
    plan,
    strike: (subject) =>
      plan.filter((fault, index) => {
        const tally = tallies[index]
        if (!tally || !matches(fault, subject)) return false
        tally.matched += 1
        const isDue = tally.matched >= fault.from && tally.struck < (fault.count ?? Number.POSITIVE_INFINITY)
        const isStruck = isDue && isChosen(fault.share, `${seed}/${index}/${tally.matched}`)
        if (isStruck) tally.struck += 1
        return isStruck
      }),
  }
}

export function matches(fault: Fault, subject: Subject): boolean {
  return (
    fault.service === subject.service &&
    (fault.operation === '*' || fault.operation === subject.operation) &&
    (fault.accountId === undefined || fault.accountId === subject.accountId) &&
    (fault.region === undefined || fault.region === subject.region) &&
    (fault.effect !== 'tokenRefused' || subject.hasToken)
  )
}

function isChosen(share: number, words: string): boolean {
  return share >= 1 || hash(words) / 4_294_967_296 < share
}
