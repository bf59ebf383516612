/**
 * What asks its owner for an answer. Not everything that is observed does: a recommendation is made of findings that are
 * severe enough, and a setting says from where on. Functions on old runtimes always ask: even one that nothing uses has
 * to be deleted by somebody.
 */
import { deprecatedRuntime } from './lambda/deprecated-runtime.ts'
import { SEVERITIES, type Severity } from './lambda/severity.ts'

/** Checks whose findings ask whatever their severity. */
export const ALWAYS_ASKING: readonly string[] = [deprecatedRuntime.id]

/** Severities that ask, given the least of them. */
export function askingSeverities(least: Severity): readonly Severity[] {
  return SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1)
}

/** Follows from what rollups are counted by, so that recommendations are counted from rollups. */
export function asksForAnswer(checkId: string, severity: string, least: Severity): boolean {
  return ALWAYS_ASKING.includes(checkId) || (askingSeverities(least) as readonly string[]).includes(severity)
}
