import { type Day, daysBetween } from '#lib/core/time'
import type { KnownFunction } from '../../define-source.ts'

type Runtimes = ReadonlyMap<string, { deprecatedOn: Day | null }>

/**
 * Functions by how soon a runtime of theirs is or was deprecated: deprecated ones, then those within the notice window,
 * then all others; by name within. A budget is spent from the front.
 */
export function mostUrgentFirst(
  functions: readonly KnownFunction[],
  { runtimes, today, noticeDays }: { runtimes: Runtimes; today: Day; noticeDays: number },
): KnownFunction[] {
  const rankOfRuntime = (runtime: string | null): number => {
    const deprecatedOn = runtime === null ? null : (runtimes.get(runtime)?.deprecatedOn ?? null)
    if (deprecatedOn === null) return 2
    const days = daysBetween(today, deprecatedOn)
    return days <= 0 ? 0 : days <= noticeDays ? 1 : 2
  }
  const rank = ({ runtime, versions }: KnownFunction): number =>
    Math.min(rankOfRuntime(runtime), ...versions.map((version) => rankOfRuntime(version.runtime)))
  return functions
    .map((fn) => ({ fn, rank: rank(fn) }))
    .sort((a, b) => a.rank - b.rank || (a.fn.name < b.fn.name ? -1 : 1))
    .map(({ fn }) => fn)
}
