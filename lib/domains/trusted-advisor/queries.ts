/** What the Trusted Advisor pages are told. Figures come from totals, lists page by key, each with its coverage. */

import type { z } from 'zod'
import { DEPRECATED_RUNTIMES_CHECK } from '../../catalogue/trusted-advisor-checks.ts'
import { findFunctionOfArn } from '../../checks/lambda/claimed-runtime.ts'
import { deprecatedRuntime } from '../../checks/lambda/deprecated-runtime.ts'
import { trustedAdvisorCheckId } from '../../checks/trusted-advisor/flagged-resources.ts'
import { readAllowedMarkup } from '../../core/allowed-markup.ts'
import { findArnParts } from '../../core/arn.ts'
import { COUNT_MAX, type ListTotal } from '../../core/list.ts'
import { asViewer, type Viewer } from '../../db/as-viewer.ts'
import { findStatedFinding } from '../../db/sql/lists/find-stated-finding.ts'
import { asPage, positionIn } from '../../db/sql/lists/keyset.ts'
import {
  countAdvisorAccounts,
  findAdvisorCheckText,
  listAdvisorAccounts,
} from '../../db/sql/lists/list-advisor-accounts.ts'
import {
  countAdvisorCategories,
  countAdvisorChecks,
  findAdvisorCheck,
  type ListedAdvisorCheck,
  listAdvisorChecks,
} from '../../db/sql/lists/list-advisor-checks.ts'
import { listAdvisorRegions } from '../../db/sql/lists/list-advisor-regions.ts'
import { AppError } from '../../errors.ts'
import { advisorFlagged, type FlaggedRow } from '../../lists/advisor-flagged.ts'
import { listInputAbout } from '../../lists/list-input.ts'
import { definitionOf } from '../../lists/shown-list.ts'
import { readAskedCoverage } from '../coverage/source-coverage.ts'
import { findDeclaredRow, listDeclaredPage } from '../lists/queries.ts'
import {
  type AdvisorOverview,
  CATEGORIES,
  type CategoryCard,
  type CheckDetail,
  type CheckKey,
  type CheckListValues,
  type CheckPage,
  type CheckRow,
  checkKey,
  type FlaggedDetail,
  type FlaggedKey,
  type ResultListValues,
  type ResultPage,
} from './contract.ts'

const SOURCE = 'trustedadvisor.checks'

const isoOf = (instant: Date | null): string | null => instant?.toISOString() ?? null
const totalOf = (count: number): ListTotal => ({ count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX })

const checkRow = ({ refreshedAt, ...row }: Omit<ListedAdvisorCheck, 'key'>): CheckRow => ({
  ...row,
  refreshedAt: isoOf(refreshedAt),
})

/** All six categories, also those of which nothing is known, and whatever AWS has added since behind them. */
export function getAdvisorOverview(viewer: Viewer): Promise<AdvisorOverview> {
  return asViewer(viewer, async (tx) => {
    const counted = new Map((await countAdvisorCategories(tx, viewer)).map((row) => [row.category, row]))
    const known: readonly string[] = CATEGORIES
    const others = [...counted.keys()].filter((category) => !known.includes(category)).sort()
    return {
      categories: [...known, ...others].map((category) => counted.get(category) ?? emptyCard(category)),
      coverage: await readAskedCoverage(tx, SOURCE),
    }
  })
}

const emptyCard = (category: string): CategoryCard => ({
  category,
  checks: 0,
  error: 0,
  warning: 0,
  ok: 0,
  unknown: 0,
  flagged: 0,
  monthlySavings: null,
})

export function listCheckPage(viewer: Viewer, values: CheckListValues): Promise<CheckPage> {
  return asViewer(viewer, async (tx) => {
    const order = { by: values.sort, descending: values.order === 'desc' }
    const position = positionIn('checks', values)
    const read = await listAdvisorChecks(tx, viewer, values, order, position)
    const count = await countAdvisorChecks(tx, viewer, values)
    const { rows, after, before } = asPage(read, position)
    return {
      rows: rows.map(checkRow),
      total: { count, capped: false },
      after,
      before,
      coverage: await readAskedCoverage(tx, SOURCE, values.filters),
    }
  })
}

/** A check that is known of no account of the viewer's does not exist. */
export function getCheck(viewer: Viewer, { checkId }: CheckKey): Promise<CheckDetail> {
  return asViewer(viewer, async (tx) => {
    const check = await findAdvisorCheck(tx, viewer, checkId)
    if (!check) throw new AppError('not_found', 'There is no such check, or none of your accounts has its result.')
    const text = await findAdvisorCheckText(tx, checkId)
    return {
      ...checkRow(check),
      description: readAllowedMarkup(text?.description ?? ''),
      columns: columnsOf(text?.columns),
      facets: { regions: await listAdvisorRegions(tx, checkId) },
      coverage: await readAskedCoverage(tx, SOURCE),
    }
  })
}

/** The check comes from the path, everything else from the query. */
export const flaggedListInput = listInputAbout('checkId', checkKey.shape.checkId, definitionOf(advisorFlagged))

export const listFlaggedPage = (viewer: Viewer, { about, values }: z.output<typeof flaggedListInput>) =>
  listDeclaredPage(viewer, advisorFlagged, values, about)

export function listResultPage(
  viewer: Viewer,
  { about: checkId, values }: { about: string; values: ResultListValues },
): Promise<ResultPage> {
  return asViewer(viewer, async (tx) => {
    const conditions = { checkId, filters: values.filters }
    const position = positionIn('results', { ...values, about: checkId })
    const read = await listAdvisorAccounts(tx, conditions, values.order === 'desc', position)
    const count = await countAdvisorAccounts(tx, conditions, COUNT_MAX)
    const { rows, after, before } = asPage(read, position)
    return {
      rows: rows.map(({ refreshedAt, ...row }) => ({ ...row, refreshedAt: isoOf(refreshedAt) })),
      total: totalOf(count),
      after,
      before,
      coverage: await readAskedCoverage(tx, SOURCE, values.filters),
    }
  })
}

export function getFlagged(viewer: Viewer, { checkId, accountId, resourceId }: FlaggedKey): Promise<FlaggedDetail> {
  return asViewer(viewer, async (tx) => {
    const row = await findDeclaredRow(tx, advisorFlagged, [accountId, resourceId])
    if (row?.checkId !== checkId)
      throw new AppError('not_found', 'There is no such resource, or it is not one of yours.')
    const text = await findAdvisorCheckText(tx, checkId)
    const key = findingKeyOf(checkId, row)
    const finding = await findStatedFinding(tx, { accountId, ...key })
    return {
      ...row,
      columns: columnsOf(text?.columns),
      finding: finding && {
        checkId: key.checkId,
        status: finding.status,
        severity: finding.severity,
        teamName: finding.teamName,
        firstSeenAt: finding.firstSeenAt.toISOString(),
        recommendationId: finding.recommendationId,
        stage: finding.stage,
      },
    }
  })
}

/** Under which finding a flagged resource is judged: one on an old runtime under that of its function. */
function findingKeyOf(checkId: string, { cells, resourceId, region }: FlaggedRow) {
  const arn = cells.find((cell) => cell !== null && findArnParts(cell) !== null) ?? null
  const flagged = checkId === DEPRECATED_RUNTIMES_CHECK && arn !== null ? findFunctionOfArn(arn) : null
  if (flagged) return { checkId: deprecatedRuntime.id, region: flagged.region, resourceId: flagged.arn }
  return { checkId: trustedAdvisorCheckId(checkId), region: region || 'global', resourceId: arn ?? resourceId }
}

const columnsOf = (columns: unknown): string[] =>
  Array.isArray(columns) ? columns.filter((column) => typeof column === 'string') : []
