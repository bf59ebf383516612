/** What one source says of one finding, and what becomes of a finding that several speak of. */
import type { Day } from '#lib/core/time'

export type Statement = {
  source: 'lambda.functions' | 'health.events' | 'trustedadvisor.checks' | 'config.compliance'
  checkId: string
  accountId: string
  region: string
  resourceId: string
  severity: string
  dueOn: Day | null
  subject: string
  verdict: string
  use: string
  origin: string | null
}

/** Whose words are a finding's own, while they last. */
const SPEAKERS: readonly Statement['source'][] = [
  'lambda.functions',
  'health.events',
  'trustedadvisor.checks',
  'config.compliance',
]

/** A function is one finding however many say so; a resource is one in each change of Health that names it. */
function keyOf({ checkId, accountId, region, resourceId, subject }: Statement): string {
  const parts = [accountId, region, resourceId, checkId]
  return [...parts, ...(checkId === 'health.scheduled-change' ? [subject] : [])].join('\u0000')
}

export function findingsOf(statements: readonly Statement[]): readonly object[] {
  return [...Map.groupBy(statements, keyOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, said]) => {
      const [first] = said.toSorted((a, b) => SPEAKERS.indexOf(a.source) - SPEAKERS.indexOf(b.source))
      if (!first) return []
      const { source: _, ...words } = first
      return [{ ...words, status: 'open', sources: [...new Set(said.map(({ source }) => source))].sort() }]
    })
}
