/** Rows of what AWS Config and Trusted Advisor say: exactly those that their pages list. */
import { asViewer, type Viewer } from '../../db/as-viewer.ts'
import { encodeCursor } from '../../db/sql/lists/keyset.ts'
import { listAdvisorChecks } from '../../db/sql/lists/list-advisor-checks.ts'
import { listConfigRules } from '../../db/sql/lists/list-config-rules.ts'
import type { Row } from '../../encode/row.ts'
import type { ExportFilters } from './contract.ts'
import { isoOf, PAGE, pages, TIME_LIMITS } from './pages.ts'

/** The position behind a row of a list, which asks for one more than it shows. */
const behind = (after: string | null) => ({ of: '', after, before: null, size: PAGE - 1 })

export async function* ruleRows(viewer: Viewer, filters: ExportFilters): AsyncGenerator<Row> {
  const order = { by: 'rule' as const, descending: false }
  const stored = pages(
    null as string | null,
    PAGE,
    (after) => asViewer(viewer, (tx) => listConfigRules(tx, viewer, filters, order, behind(after)), TIME_LIMITS),
    ({ key }) => encodeCursor('', key),
  )
  for await (const { key: _, ruleKey, packs, ...row } of stored) {
    yield { ...row, rule: ruleKey, conformancePacks: packs.filter((pack) => pack !== '') }
  }
}

export async function* checkRows(viewer: Viewer, filters: ExportFilters): AsyncGenerator<Row> {
  const order = { by: 'check' as const, descending: false }
  const stored = pages(
    null as string | null,
    PAGE,
    (after) => asViewer(viewer, (tx) => listAdvisorChecks(tx, viewer, filters, order, behind(after)), TIME_LIMITS),
    ({ key }) => encodeCursor('', key),
  )
  for await (const { key: _, refreshedAt, ...row } of stored) yield { ...row, refreshedAt: isoOf(refreshedAt) }
}
