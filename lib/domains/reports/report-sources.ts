/** The four sources as a report names them, and what each is read by. */
import type { ReportSource } from './contract.ts'

export const SOURCE_NAMES: Readonly<Record<ReportSource, string>> = {
  lambda: 'Lambda runtimes',
  config: 'AWS Config',
  health: 'AWS Health',
  trustedadvisor: 'Trusted Advisor',
}

/** The source whose reading brings its findings. */
export const READ_BY: Readonly<Record<ReportSource, string>> = {
  lambda: 'lambda.functions',
  config: 'config.compliance',
  health: 'health.events',
  trustedadvisor: 'trustedadvisor.checks',
}

/** Sources that are asked once for everybody. What is missing of them is missing to every team. */
export const ORGANIZATION_SOURCES: readonly string[] = [
  'organization',
  'organization.tags',
  'config.aggregator',
  'health.events',
]

/** A check's id begins with the service that is looked at. */
export const sourceOfCheck = (checkId: string): string => checkId.slice(0, checkId.indexOf('.'))
