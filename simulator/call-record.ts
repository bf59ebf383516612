/** What was called, how often and with what outcome: the measure of "declared actions = used actions". */
import { allowedActions, type Policies } from './policy.ts'
import type { ServiceName } from './protocols/refusals.ts'

export type RecordedCall = {
  service: ServiceName
  operation: string
  action: string | null
  accountId: string
  region: string
  /** `ok`, an error code of AWS's, or the effect of a fault. */
  outcome: string
}

export type CallCount = RecordedCall & { calls: number }

export type CallReport = {
  total: number
  calls: readonly CallCount[]
  /** Allowed, and never used: the policy is wider than it need be. */
  unusedActions: readonly string[]
  /** Used, and not allowed. */
  refusedActions: readonly string[]
}

/** When calls of one kind came, in milliseconds of a clock that does not jump. */
export type CallInstants = Readonly<Record<string, readonly number[]>>

export type CallRecord = {
  add(call: RecordedCall): void
  report(policies: Policies): CallReport
  /** Of what AWS counts for a whole organisation: by service and operation, the first 100,000. */
  instants(): CallInstants
  reset(): void
}

const OF_ORGANIZATION: ReadonlySet<ServiceName> = new Set(['organizations', 'config', 'health'])
const INSTANTS_MOST = 100_000

export function createCallRecord(): CallRecord {
  const counts = new Map<string, CallCount>()
  const instants = new Map<string, number[]>()
  return {
    add(call) {
      const key = `${call.service}/${call.operation}/${call.accountId}/${call.region}/${call.outcome}`
      const known = counts.get(key)
      if (known) known.calls += 1
      else counts.set(key, { ...call, calls: 1 })
      if (OF_ORGANIZATION.has(call.service)) noteInstant(`${call.service}/${call.operation}`)
    },
    instants: () => Object.fromEntries(instants),
    report({ member, hub }) {
      const calls = [...counts.values()]
      const used = new Set(calls.map(({ action }) => action))
      const allowed = [...new Set([...allowedActions(member), ...allowedActions(hub)])].sort()
      return {
        total: calls.reduce((sum, call) => sum + call.calls, 0),
        calls,
        unusedActions: allowed.filter((action) => !used.has(action)),
        refusedActions: [...used].filter((action): action is string => action !== null && !allowed.includes(action)),
      }
    },
    reset: () => {
      counts.clear()
      instants.clear()
    },
  }

  function noteInstant(kind: string): void {
    const known = instants.get(kind) ?? []
    if (known.length < INSTANTS_MOST) known.push(performance.now())
    instants.set(kind, known)
  }
}
