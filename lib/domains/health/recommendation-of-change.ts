/** Which subject the recommendations of a change have, in the words of the judge. */
import { findRuntimeByTitle } from '#lib/catalogue/lambda-runtime-names'
import type { RuntimeCatalogue } from '#lib/catalogue/lambda-runtimes'
import { runtimeSubject } from '#lib/checks/lambda/deprecated-runtime'
import { stableId } from '#lib/core/identity'
import { dayOf } from '#lib/core/time'

const LAMBDA_LIFECYCLE = 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT'

/** The beginning that subjects of such a change share; the rest names one change. */
export const subjectPrefix = (typeCode: string): string => `health:${typeCode}/`

/** Whether a subject is that of the change: behind its type stands what the change's id was made of, or the id itself. */
export function isSubjectOf({ changeId, typeCode }: { changeId: string; typeCode: string }, subject: string) {
  const prefix = subjectPrefix(typeCode)
  if (!subject.startsWith(prefix)) return false
  const key = subject.slice(prefix.length)
  return key === changeId || stableId('health-change', typeCode, key) === changeId
}

/** The runtime that a Lambda lifecycle event speaks of has one subject, whoever reports it. */
export function runtimeSubjectOf(
  { typeCode, versions, startsAt }: { typeCode: string; versions: string | null; startsAt: Date | null },
  runtimes: RuntimeCatalogue['runtimes'],
): string | null {
  if (typeCode !== LAMBDA_LIFECYCLE || versions === null) return null
  const runtime = findRuntimeByTitle(runtimes, versions, startsAt && dayOf(startsAt))
  return runtime ? runtimeSubject(runtime.id) : null
}
