/** Every check, for pages and filters that speak of them. Those of Trusted Advisor and Config are AWS's, one an id. */
import { configRuleTitle, findConfigRuleTitle } from '../catalogue/config-managed-rules.ts'
import { runtimeTitle } from '../catalogue/lambda-runtime-names.ts'
import type { RuntimeCatalogue } from '../catalogue/lambda-runtimes.ts'
import { TRUSTED_ADVISOR_CHECKS } from '../catalogue/trusted-advisor-checks.ts'
import type { Check } from './define-check.ts'
import { deprecatedRuntime } from './lambda/deprecated-runtime.ts'
import { HEALTH_CHECK } from './statement.ts'

export type CheckWords = Pick<Check<never, never, never>, 'id' | 'title' | 'why' | 'fix'>

const scheduledChange: CheckWords = {
  id: HEALTH_CHECK,
  title: 'Change that AWS has scheduled',
  why: 'AWS changes, retires or ends something on a date, whether its users are ready or not.',
  fix: 'Do what AWS Health says of the event, before its date.',
}

const TRUSTED_ADVISOR = 'trustedadvisor.'
const CONFIG = 'config.'

/** Checks that are known by name; all others belong to a family that `findCheck` knows by the beginning of the id. */
export const ALL_CHECKS: readonly CheckWords[] = [deprecatedRuntime, scheduledChange]

/** What a check is called, why it matters and what to do; null for an id that is none of ours. */
export function findCheck(id: string): CheckWords | null {
  const known = ALL_CHECKS.find((check) => check.id === id)
  if (known) return known
  if (id.startsWith(TRUSTED_ADVISOR)) {
    const awsId = id.slice(TRUSTED_ADVISOR.length)
    return {
      id,
      title: TRUSTED_ADVISOR_CHECKS.get(awsId)?.name ?? `Trusted Advisor check ${awsId}`,
      why: 'Trusted Advisor flags it.',
      fix: 'Do what Trusted Advisor recommends for the check, or suppress the resource there.',
    }
  }
  if (id.startsWith(CONFIG)) {
    return {
      id,
      title: findConfigRuleTitle(id.slice(CONFIG.length)) ?? `Config rule ${id.slice(CONFIG.length)}`,
      why: 'AWS Config says that the resource does not comply with the rule.',
      fix: 'Bring the resource to what the rule asks for. AWS Config then evaluates it again by itself.',
    }
  }
  return null
}

/** The title of a check; an id that is none of ours speaks for itself. */
export const checkTitle = (id: string): string => findCheck(id)?.title ?? id

const LAMBDA_RUNTIME = 'lambda-runtime:'

/** What a subject is called where no statement has named it. */
export function titleOfSubject(checkId: string, subject: string, runtimes: RuntimeCatalogue['runtimes']): string {
  if (subject.startsWith(LAMBDA_RUNTIME)) return runtimeTitle(runtimes, subject.slice(LAMBDA_RUNTIME.length))
  if (checkId === HEALTH_CHECK) return subject
  return checkId.startsWith(CONFIG) ? configRuleTitle(checkId.slice(CONFIG.length)) : checkTitle(checkId)
}
