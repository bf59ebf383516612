/** What `steward simulate` says: how a fault plan is written, and what is wrong with what it was given. */
import type { z } from 'zod'

/** A plan that works, as the help and the README show it. */
export const EXAMPLE_PLAN = `[
  { "service": "lambda", "operation": "ListFunctions", "effect": "throttle", "share": 0.5, "count": 20 },
  { "service": "sts", "operation": "AssumeRole", "accountId": "563126138817", "effect": "deny" },
  { "service": "health", "operation": "*", "region": "us-east-1", "from": 3, "effect": "http500" }
]`

export const FAULT_PLAN_HELP = `
A fault plan is a JSON array. Each of its entries says which calls go wrong, and in which way:
  service    sts, organizations, account, lambda, cloudwatch, tagging, config, health or support
  operation  as AWS names it, such as ListFunctions; * is every operation of the service
  accountId  only calls for this account; all unless given
  region     only calls for this Region; all unless given
  from       the first call that goes wrong, counted from 1
  count      how many go wrong; all unless given
  share      the part of them that goes wrong, from 0 to 1
  effect     refused:    throttle, http500, deny, notSubscribed, tokenRefused, expireCredentials, switchedOff
             broken:     http503html, truncate, empty, wrongType, hang, reset, slow
             misleading: tokenLoop, duplicatePage, emptyPageWithToken, wrongAccount, unknownEnum, missingField,
                         failedSet, clockSkew
  by         for deny: iam (the role's policy) or scp (an organisation policy)
  field      for missingField: the member that is left out
  minutes    for clockSkew: how far AWS's clock is ahead
For example:
${EXAMPLE_PLAN}`

const FLAGS: Readonly<Record<string, string>> = {
  accounts: '--accounts',
  seed: '--seed',
  port: '--port',
  latencyMs: '--latency-ms',
  limits: '--limits',
  withoutActions: '--without-action',
  clock: '--clock',
}

/** One sentence for everything that the simulator does not accept. */
export function problemsOf(error: z.ZodError, planFile: string | undefined): string {
  return error.issues.map((issue) => `${placeOf(issue, planFile)} ${problemOf(issue)}.`).join('\n')
}

function placeOf({ path }: z.core.$ZodIssue, planFile: string | undefined): string {
  const [option, entry, field] = path
  if (option !== 'plan') return FLAGS[String(option)] ?? String(option)
  if (typeof entry !== 'number') return `The fault plan ${planFile}`
  return `The fault plan ${planFile}, entry ${entry + 1}:${field === undefined ? '' : ` ${String(field)}`}`
}

function problemOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`
    case 'too_small':
      return `must be at least ${issue.minimum}`
    case 'too_big':
      return `must be at most ${issue.maximum}`
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`
    case 'invalid_format':
      return issue.format === 'datetime' ? 'must be an instant such as 2027-01-31T08:00:00Z' : issue.message
    case 'unrecognized_keys':
      return `has ${issue.keys.join(', ')}, which is not known`
    default:
      return issue.message
  }
}

const TYPES: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  array: 'a JSON array',
  object: 'an object with service, operation and effect',
}
