import { addDays, type Day } from '../../core/time.ts'

export const USES = ['live', 'dormant', 'unknown'] as const
export type Use = (typeof USES)[number]

/** Days without an invocation after which a version no longer counts as used. */
export const RECENT_USE_DAYS = 90

export type Alias = { name: string; version: string; weights: Readonly<Record<string, number>> }

/** What CloudWatch said of one target: `*`, `$LATEST`, a version number, or `alias:NAME`. */
export type TargetInvocation = { target: string; state: 'seen' | 'none' | 'unknown'; lastInvokedOn: Day | null }

/** All that is recorded about the use of one function. */
export type FunctionUse = {
  aliases: readonly Alias[]
  /** Version numbers or alias names that have provisioned concurrency. */
  provisioned: readonly string[]
  invocations: readonly TargetInvocation[]
  /** False while aliases, or provisioned concurrency, of this function were never read completely. */
  aliasesKnown: boolean
  provisionedKnown: boolean
}

export type Version = { version: string; runtime: string | null; packageType: string; snapStart: boolean }

export type LastInvocation = { state: 'seen'; lastInvokedOn: Day } | { state: 'none' | 'unknown'; lastInvokedOn: null }

/** Reasons in the order they are shown. */
export type UseReason = 'alias' | 'provisioned' | 'snap_start' | 'invoked'
export type VersionUse = { use: Use; reasons: readonly UseReason[]; last: LastInvocation }

export function pointsAt(alias: Alias, version: string): boolean {
  return alias.version === version || (alias.weights[version] ?? 0) > 0
}

function latestDay(invocations: readonly TargetInvocation[]): Day | null {
  return invocations.reduce<Day | null>(
    (latest, { lastInvokedOn }) =>
      lastInvokedOn !== null && (latest === null || lastInvokedOn > latest) ? lastInvokedOn : latest,
    null,
  )
}

/** The function as a whole; falls back to its single targets where CloudWatch was not asked for the whole. */
export function lastInvocationOfFunction({ invocations }: Pick<FunctionUse, 'invocations'>): LastInvocation {
  const lastInvokedOn = latestDay(invocations)
  if (lastInvokedOn !== null) return { state: 'seen', lastInvokedOn }
  const whole = invocations.find(({ target }) => target === '*')
  return { state: whole?.state === 'none' ? 'none' : 'unknown', lastInvokedOn: null }
}

/**
 * The last day the version was invoked, by its own name or through an alias that points at it now. `none` only when
 * every one of these was asked, answered and had nothing (F93).
 */
export function lastInvocationOfVersion(version: string, recorded: FunctionUse): LastInvocation {
  const targets = [
    version,
    ...recorded.aliases.filter((alias) => pointsAt(alias, version)).map(({ name }) => `alias:${name}`),
  ]
  const answers = recorded.invocations.filter(({ target }) => targets.includes(target))
  const lastInvokedOn = latestDay(answers)
  if (lastInvokedOn !== null) return { state: 'seen', lastInvokedOn }
  const wholeIsSilent = recorded.invocations.some(({ target, state }) => target === '*' && state === 'none')
  const silent = (target: string) => answers.some((answer) => answer.target === target && answer.state === 'none')
  const none = wholeIsSilent || (recorded.aliasesKnown && targets.every(silent))
  return { state: none ? 'none' : 'unknown', lastInvokedOn: null }
}

/**
 * Live when something names the version (an alias, provisioned concurrency, SnapStart) or it was invoked lately.
 * Dormant only when all of that is known to be absent; what could not be read makes it unknown, never dormant.
 */
export function versionUse({ version, snapStart }: Version, recorded: FunctionUse, today: Day): VersionUse {
  const last = lastInvocationOfVersion(version, recorded)
  const aliases = recorded.aliases.filter((alias) => pointsAt(alias, version))
  const qualifiers = new Set([version, ...aliases.map(({ name }) => name)])
  const evidence: Record<UseReason, boolean> = {
    alias: aliases.length > 0,
    provisioned: recorded.provisioned.some((qualifier) => qualifiers.has(qualifier)),
    snap_start: snapStart && version !== '$LATEST',
    invoked: last.state === 'seen' && last.lastInvokedOn >= addDays(today, -RECENT_USE_DAYS),
  }
  const reasons = (Object.keys(evidence) as UseReason[]).filter((reason) => evidence[reason])
  if (reasons.length > 0) return { use: 'live', reasons, last }
  const known = recorded.aliasesKnown && recorded.provisionedKnown && last.state !== 'unknown'
  return { use: known ? 'dormant' : 'unknown', reasons, last }
}
