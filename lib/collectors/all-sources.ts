/** Every source, in the order in which a collection reads them. A new one: its file, its test, and a line here. */
import type { AnySource } from './define-source.ts'
import { lambdaFunctions } from './sources/lambda/functions.ts'
import { organization } from './sources/organization.ts'

export const allSources: readonly AnySource[] = [organization, lambdaFunctions]

/** The source of this id, or null. */
export function findSource(id: string): AnySource | null {
  return allSources.find((source) => source.id === id) ?? null
}
