/** Rows of an export: page by page in the order of their key, each page as the viewer and none longer than needed. */
import { currentRuntimes } from '#lib/catalogue/current-runtimes'
import type { RuntimeFacts } from '#lib/checks/lambda/deprecated-runtime'
import { clock } from '#lib/core/clock'
import { COUNT_MAX, type ListTotal } from '#lib/core/list'
import { dayOf } from '#lib/core/time'
import { asViewer, type Tx, type Viewer } from '#lib/db/as-viewer'
import type { Row } from '#lib/encode/row'
import { env } from '#lib/env'
import { countExportedAccounts, exportAccounts } from '../../db/sql/exports/accounts.ts'
import { countExportedDecisions } from '../../db/sql/exports/decisions.ts'
import { countExportedEvents, exportEvents, FIRST_EVENT } from '../../db/sql/exports/events.ts'
import { countExportedFindings, exportFindings, FIRST_FINDING } from '../../db/sql/exports/findings.ts'
import { countExportedVersions, exportFunctions } from '../../db/sql/exports/functions.ts'
import { countExportedRecommendations } from '../../db/sql/exports/recommendations.ts'
import { countExportedScopes, exportScopes } from '../../db/sql/exports/scopes.ts'
import { countAdvisorChecks } from '../../db/sql/lists/list-advisor-checks.ts'
import { countConfigRules } from '../../db/sql/lists/list-config-rules.ts'
import { advisorFlagged } from '../../lists/advisor-flagged.ts'
import { configEvaluations } from '../../lists/config-evaluations.ts'
import type { List } from '../../lists/define-list.ts'
import { countDeclaredRows, declaredRows } from '../lists/queries.ts'
import type { ExportFilters, ExportKind } from './contract.ts'
import { decisionRows, recommendationRows } from './decision-rows.ts'
import { isoOf, PAGE, pages, TIME_LIMITS } from './pages.ts'
import { runtimeRows } from './runtime-rows.ts'
import { checkRows, ruleRows } from './source-rows.ts'

/** A page of functions carries all their versions. */
const FUNCTIONS_PAGE = 300

type Exporter = {
  rows(viewer: Viewer, filters: ExportFilters): AsyncIterable<Row>
  count(tx: Tx, filters: ExportFilters, most: number, viewer: Viewer): Promise<number>
}

function factsOfToday(): RuntimeFacts {
  return {
    runtimes: currentRuntimes().catalogue.runtimes,
    today: dayOf(clock.now()),
    noticeDays: env().noticeDays,
  }
}

async function* runtimes(viewer: Viewer, filters: ExportFilters): AsyncGenerator<Row> {
  const facts = factsOfToday()
  const functions = pages(
    { accountId: '', region: '', name: '' },
    FUNCTIONS_PAGE,
    (after) => asViewer(viewer, (tx) => exportFunctions(tx, filters, after, FUNCTIONS_PAGE), TIME_LIMITS),
    (row) => row,
  )
  for await (const owner of functions) yield* runtimeRows(owner, facts)
}

function accounts(viewer: Viewer, filters: ExportFilters): AsyncIterable<Row> {
  return pages(
    '',
    PAGE,
    (after) => asViewer(viewer, (tx) => exportAccounts(tx, filters, after, PAGE), TIME_LIMITS),
    ({ accountId }) => accountId,
  )
}

async function* findings(viewer: Viewer, filters: ExportFilters): AsyncGenerator<Row> {
  const stored = pages(
    FIRST_FINDING,
    PAGE,
    (after) => asViewer(viewer, (tx) => exportFindings(tx, filters, after, PAGE), TIME_LIMITS),
    ({ findingId }) => findingId,
  )
  for await (const row of stored) {
    yield { ...row, firstSeenAt: isoOf(row.firstSeenAt), resolvedAt: isoOf(row.resolvedAt) }
  }
}

async function* events(viewer: Viewer, filters: ExportFilters): AsyncGenerator<Row> {
  // One instant for all pages: what begins meanwhile has the same status in each of them.
  const question = { ...filters, now: clock.now() }
  const stored = pages(
    FIRST_EVENT,
    PAGE,
    (after) => asViewer(viewer, (tx) => exportEvents(tx, question, after, PAGE), TIME_LIMITS),
    (row) => row,
  )
  for await (const row of stored) {
    const { startTime, endTime, lastUpdatedAt } = row
    yield { ...row, startTime: isoOf(startTime), endTime: isoOf(endTime), lastUpdatedAt: isoOf(lastUpdatedAt) }
  }
}

async function* coverage(viewer: Viewer, filters: ExportFilters): AsyncGenerator<Row> {
  const stored = pages(
    { source: '', accountId: '', region: '' },
    PAGE,
    (after) => asViewer(viewer, (tx) => exportScopes(tx, filters, after, PAGE), TIME_LIMITS),
    (row) => row,
  )
  for await (const row of stored) yield { ...row, lastCompleteAt: isoOf(row.lastCompleteAt) }
}

const declared = (list: List): Exporter => ({
  rows: (viewer, filters) => declaredRows(viewer, list, filters),
  count: (tx, filters, most) => countDeclaredRows(tx, list, filters, most),
})

const EXPORTERS: Record<ExportKind, Exporter> = {
  runtimes: { rows: runtimes, count: (tx, filters, most, viewer) => countExportedVersions(tx, viewer, filters, most) },
  accounts: { rows: accounts, count: countExportedAccounts },
  findings: { rows: findings, count: countExportedFindings },
  events: {
    rows: events,
    count: (tx, filters, most) => countExportedEvents(tx, { ...filters, now: clock.now() }, most),
  },
  rules: {
    rows: ruleRows,
    count: async (tx, filters, _most, viewer) => (await countConfigRules(tx, viewer, filters)).rules,
  },
  evaluations: declared(configEvaluations),
  checks: { rows: checkRows, count: (tx, filters, _most, viewer) => countAdvisorChecks(tx, viewer, filters) },
  flagged: declared(advisorFlagged),
  recommendations: { rows: recommendationRows, count: countExportedRecommendations },
  decisions: { rows: decisionRows, count: countExportedDecisions },
  coverage: { rows: coverage, count: countExportedScopes },
}

/** All rows of a kind that the viewer may see and the filters let through, in the order of their key. */
export function exportRows(viewer: Viewer, kind: ExportKind, filters: ExportFilters): AsyncIterable<Row> {
  return EXPORTERS[kind].rows(viewer, filters)
}

/** How many rows an export would have; counting stops at a limit. */
export async function countExport(viewer: Viewer, kind: ExportKind, filters: ExportFilters): Promise<ListTotal> {
  const count = await asViewer(viewer, (tx) => EXPORTERS[kind].count(tx, filters, COUNT_MAX + 1, viewer))
  return { count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX }
}
