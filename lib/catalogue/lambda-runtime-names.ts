/** Runtimes by the names that AWS gives them in words: `Node.js 22 in Lambda` in AWS Health's metadata. */
import type { Day } from '../core/time.ts'
import type { LambdaRuntime, RuntimeCatalogue } from './lambda-runtimes.ts'

type Runtimes = RuntimeCatalogue['runtimes']

/** `Python 3.9 (python3.9)`; an identifier that the catalogue lacks speaks for itself. */
export function runtimeTitle(runtimes: Runtimes, id: string): string {
  const known = runtimes.get(id)
  return known ? `${known.name} (${id})` : id
}

const IN_LAMBDA = /\s+in (?:AWS )?Lambda$/i
const OPERATING_SYSTEM = /\s*\([^)]*\)$/

const plain = (text: string): string => text.trim().toLowerCase()

/** The catalogue tells apart what AWS calls by one name on several operating systems: `Java 17 (AL2)`. */
const withoutSystem = ({ name }: LambdaRuntime): string => plain(name.replace(OPERATING_SYSTEM, ''))

/**
 * The runtime that a text such as `Node.js 22 in Lambda` names, by its name or its identifier. Of several with one name
 * it is the one that is deprecated on the given day. Null when none is, or when it could be more than one.
 */
export function findRuntimeByTitle(runtimes: Runtimes, title: string, deprecatedOn: Day | null): LambdaRuntime | null {
  const name = plain(title.replace(IN_LAMBDA, ''))
  if (name === '') return null
  const all = [...runtimes.values()]
  const exact = all.find((runtime) => plain(runtime.name) === name || runtime.id === name)
  if (exact) return exact
  const alike = all.filter((runtime) => withoutSystem(runtime) === plain(name.replace(OPERATING_SYSTEM, '')))
  const sameDay = alike.filter((runtime) => runtime.deprecatedOn === deprecatedOn)
  return (alike.length === 1 ? alike[0] : sameDay.length === 1 ? sameDay[0] : null) ?? null
}
