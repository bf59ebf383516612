import { RECENT_USE_DAYS, type UseReason } from '#lib/checks/lambda/version-use'
import { type Day, daysBetween } from '#lib/core/time'

type Invocation = { lastInvokedOn: Day | null; lastInvokedState: string }

/** CloudWatch keeps metrics for 455 days. */
const SEEN_BACK = '15 months'

export function invocationInWords({ lastInvokedOn, lastInvokedState }: Invocation, today: Day): string {
  if (lastInvokedOn !== null) {
    const days = daysBetween(lastInvokedOn, today)
    return days <= 0 ? 'invoked today' : days === 1 ? 'invoked yesterday' : `last invoked ${days} days ago`
  }
  return lastInvokedState === 'none' ? `no invocation in ${SEEN_BACK}` : 'last invocation not known'
}

const sentence = (parts: readonly string[]): string => {
  const text = parts.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/**
 * Why a function counts as live, dormant or unknown, as far as its own row tells. Of a function that needs work the use
 * is that of the version that bites first, while its last invocation is that of any version.
 */
export function functionUseInWords(
  row: Invocation & { use: string; runtime: string | null; aliases: readonly string[]; provisioned: boolean },
  today: Day,
): string {
  const invoked = invocationInWords(row, today)
  const isCalled = row.lastInvokedOn !== null && daysBetween(row.lastInvokedOn, today) <= RECENT_USE_DAYS
  if (row.use === 'dormant' && (isCalled || row.aliases.length > 0)) {
    return sentence([
      `nothing uses its versions on ${row.runtime ?? 'container images'}`,
      `the function was ${isCalled ? invoked : 'not called lately'}`,
    ])
  }
  if (row.use === 'dormant') return sentence([invoked, 'nothing points at it'])
  if (row.use === 'unknown') return sentence([invoked, 'what uses it could not all be read'])
  const { aliases } = row
  return sentence([
    ...(aliases.length > 0 ? [`alias${aliases.length > 1 ? 'es' : ''} ${aliases.join(' and ')}`] : []),
    ...(row.provisioned ? ['provisioned concurrency'] : []),
    invoked,
  ])
}

const REASONS: Record<UseReason, string> = {
  alias: 'an alias points at it',
  provisioned: 'provisioned concurrency',
  snap_start: 'SnapStart',
  invoked: 'invoked lately',
}

/** Why a version counts as live, dormant or unknown. */
export function versionUseInWords(
  use: string,
  reasons: readonly UseReason[],
  last: { state: string; lastInvokedOn: Day | null },
  today: Day,
): string {
  const invoked = invocationInWords({ lastInvokedOn: last.lastInvokedOn, lastInvokedState: last.state }, today)
  if (use === 'live') {
    return sentence(reasons.map((reason) => (reason === 'invoked' ? invoked : REASONS[reason])))
  }
  if (use === 'dormant') return sentence([invoked, 'nothing points at it'])
  return sentence([invoked, 'what uses it could not all be read'])
}
