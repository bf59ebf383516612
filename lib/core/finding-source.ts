/** The four sources that findings are told by, in the order they are shown in. A check's id begins with its source. */
export const FINDING_SOURCES = ['lambda', 'health', 'config', 'trustedadvisor'] as const
export type FindingSource = (typeof FINDING_SOURCES)[number]

/** What each is called, where it is shown, and the source whose coverage stands behind it. */
export const FINDING_SOURCE_FACTS = {
  lambda: { name: 'Lambda runtimes', href: '/lambda', scopes: 'lambda.functions' },
  health: { name: 'Health', href: '/health', scopes: 'health.events' },
  config: { name: 'Config', href: '/config', scopes: 'config.compliance' },
  trustedadvisor: { name: 'Trusted Advisor', href: '/trusted-advisor', scopes: 'trustedadvisor.checks' },
} as const satisfies Record<FindingSource, { name: string; href: string; scopes: string }>

/** The sources by the ids that filters have. */
export const FINDING_SCOPES = FINDING_SOURCES.map((source) => FINDING_SOURCE_FACTS[source].scopes)

/** Undefined for a check of a source that is not known here. */
export function sourceOfCheck(checkId: string): FindingSource | undefined {
  const prefix = checkId.slice(0, checkId.indexOf('.'))
  return FINDING_SOURCES.find((source) => source === prefix)
}
