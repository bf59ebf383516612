/** What the pages of recommendations are told. Lists page by key; row security decides what there is. */
import { checkTitle } from '#lib/checks/all-checks'
import { clock } from '#lib/core/clock'
import { COUNT_MAX, type ListTotal } from '#lib/core/list'
import { type Day, dayOf } from '#lib/core/time'
import { asViewer, readsEverything, type Viewer } from '#lib/db/as-viewer'
import { AppError } from '#lib/errors'
import { recommendationObject, type Stage } from '#lib/history/history-entry'
import { readCoverageSummary } from '../../db/sql/lists/coverage-summary.ts'
import { type FoundRecommendation, findRecommendation } from '../../db/sql/lists/find-recommendation.ts'
import { asPage, positionIn } from '../../db/sql/lists/keyset.ts'
import { listAffected } from '../../db/sql/lists/list-affected.ts'
import {
  countRecommendations,
  type ListedRecommendation,
  listRecommendations,
} from '../../db/sql/lists/list-recommendations.ts'
import { readDecisionHistory } from '../../db/sql/lists/read-decision-history.ts'
import { readSourceWords } from '../../db/sql/lists/read-source-words.ts'
import { listDeciders, listRecommendationFacets } from '../../db/sql/lists/recommendation-choices.ts'
import { environmentOf, priorityOf } from '../../inventory/judging/priority.ts'
import { awsWords } from './aws-words.ts'
import type {
  AffectedPage,
  Facet,
  Named,
  RecommendationChoices,
  RecommendationDetail,
  RecommendationKey,
  RecommendationListValues,
  RecommendationPage,
  RecommendationRow,
} from './contract.ts'
import { historyStep } from './history-steps.ts'
import { resourceHref } from './resource-href.ts'

const AFFECTED_PER_PAGE = 20
const HISTORY_SHOWN = 100
const UNOWNED: Facet = { value: 'none', label: 'Nobody' }

const isoOf = (instant: Date | null): string | null => instant?.toISOString() ?? null
const totalOf = (count: number): ListTotal => ({ count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX })

const named = (id: string | null, name: string | null): Named | null => (id === null ? null : { id, name: name ?? id })

/** Stages are written by answers and by the judge, in our own words. */
function rowOf(listed: Omit<ListedRecommendation, 'key'>, today: Day): RecommendationRow {
  const { ouPath, tags, assignee, assigneeName, title, ...row } = listed
  const { dueOn, openFindings, liveFindings } = row
  const evidence = { dueOn, openFindings, liveFindings, environment: environmentOf(tags, ouPath) }
  return {
    ...row,
    title: title || row.subject,
    stage: row.stage as Stage,
    because: priorityOf(evidence, today).because,
    assignee: named(assignee, assigneeName),
    acknowledgedAt: isoOf(row.acknowledgedAt),
    claimedFixedAt: isoOf(row.claimedFixedAt),
    createdAt: row.createdAt.toISOString(),
    resolvedAt: isoOf(row.resolvedAt),
  }
}

export async function listRecommendationPage(
  viewer: Viewer,
  values: RecommendationListValues,
): Promise<RecommendationPage> {
  const today = dayOf(clock.now())
  return asViewer(viewer, async (tx) => {
    const order = { by: values.sort, descending: values.order === 'desc' }
    const position = positionIn('recommendations', values)
    const { rows, after, before } = asPage(await listRecommendations(tx, values, order, position), position)
    return {
      rows: rows.map((row) => rowOf(row, today)),
      total: totalOf(await countRecommendations(tx, values, COUNT_MAX)),
      after,
      before,
      coverage: await readCoverageSummary(tx),
    }
  })
}

export async function listRecommendationChoices(viewer: Viewer): Promise<RecommendationChoices> {
  return asViewer(viewer, async (tx) => {
    const facets = await listRecommendationFacets(tx, viewer)
    const of = (kind: 'team' | 'check') =>
      facets
        .filter((facet) => facet.kind === kind)
        .map(({ value, label }) => {
          if (value === null) return UNOWNED
          return { value, label: kind === 'check' ? checkTitle(value) : (label ?? value) }
        })
    const people = await listDeciders(tx, readsEverything(viewer) ? null : viewer.teamIds)
    return { teams: of('team'), checks: of('check'), people }
  })
}

const NOT_FOUND = 'There is no such recommendation.'

export async function getRecommendation(
  viewer: Viewer,
  { accountId, recommendationId }: RecommendationKey,
): Promise<RecommendationDetail> {
  return asViewer(viewer, async (tx) => {
    const found = await findRecommendation(tx, accountId, recommendationId)
    if (!found) throw new AppError('not_found', NOT_FOUND)
    const steps = await readDecisionHistory(tx, recommendationObject(recommendationId), HISTORY_SHOWN + 1)
    const words = await readSourceWords(tx, accountId, recommendationId)
    return {
      ...detailOf(found),
      says: await awsWords(tx, found),
      witnesses: words.map(({ since, ...said }) => ({ ...said, since: since.toISOString() })),
      history: steps.slice(0, HISTORY_SHOWN).map(historyStep),
      moreHistory: steps.length > HISTORY_SHOWN,
      people: await listDeciders(tx, found.teamId === null ? [] : [found.teamId]),
    }
  })
}

function detailOf(found: FoundRecommendation) {
  const { acknowledgedBy, acknowledgedByName, decidedAt, decidedBy, decidedByName, reason, note, ...listed } = found
  return {
    ...rowOf(listed, dayOf(clock.now())),
    acknowledgedBy: named(acknowledgedBy, acknowledgedByName),
    decidedAt: isoOf(decidedAt),
    decidedBy: named(decidedBy, decidedByName),
    reason,
    note,
  }
}

export async function listAffectedPage(
  viewer: Viewer,
  { after, before, ...key }: RecommendationKey & { after?: string | undefined; before?: string | undefined },
): Promise<AffectedPage> {
  const asked = { after: after ?? null, before: before ?? null, size: AFFECTED_PER_PAGE }
  const position = positionIn('affected', { about: `${key.accountId} ${key.recommendationId}`, ...asked })
  return asViewer(viewer, async (tx) => {
    // One that is not there has no resources; asking for those of a foreign one is told the same.
    if (!(await findRecommendation(tx, key.accountId, key.recommendationId))) throw new AppError('not_found', NOT_FOUND)
    const page = asPage(await listAffected(tx, key, position), position)
    const rows = page.rows.map((row) => ({
      ...row,
      firstSeenAt: row.firstSeenAt.toISOString(),
      href: resourceHref(key.accountId, row),
    }))
    return { ...page, rows }
  })
}
