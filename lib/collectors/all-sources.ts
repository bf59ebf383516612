/** Every source, in the order in which a collection reads them. A new one: its file, its test, and a line here. */
import type { AnySource } from './define-source.ts'
import { accountContacts } from './sources/account/contacts.ts'
import { accountRegions } from './sources/account/regions.ts'
import { configAggregator } from './sources/config/aggregator.ts'
import { configCompliance } from './sources/config/compliance.ts'
import { healthEvents } from './sources/health/events.ts'
import { lambdaAliases } from './sources/lambda/aliases.ts'
import { lambdaFunctions } from './sources/lambda/functions.ts'
import { lambdaInvocations } from './sources/lambda/invocations.ts'
import { lambdaProvisionedConcurrency } from './sources/lambda/provisioned-concurrency.ts'
import { organizationTags } from './sources/organization/tags.ts'
import { organization } from './sources/organization.ts'
import { taggingResources } from './sources/tagging/resources.ts'
import { trustedAdvisorChecks } from './sources/trustedadvisor/checks.ts'

export const allSources: readonly AnySource[] = [
  organization,
  organizationTags,
  configAggregator,
  healthEvents,
  accountRegions,
  accountContacts,
  trustedAdvisorChecks,
  lambdaFunctions,
  lambdaAliases,
  lambdaProvisionedConcurrency,
  taggingResources,
  lambdaInvocations,
  configCompliance,
]

/** The source of this id, or null. */
export function findSource(id: string): AnySource | null {
  return allSources.find((source) => source.id === id) ?? null
}
