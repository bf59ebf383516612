/** The lists that pages offer, with every filter and order of each, and some of them as a member of a team sees them. */
import type pg from 'pg'
import { defaultValues } from '#lib/core/list'
import { operator } from '#lib/db/as-viewer'
import { functionCondition, functionKeyset } from '#lib/db/sql/lists/function-conditions'
import { coverageList } from '#lib/domains/coverage/contract'
import { listScopePage } from '#lib/domains/coverage/queries'
import { functionList } from '#lib/domains/lambda/contract'
import { listFunctionPage } from '#lib/domains/lambda/queries'
import { recommendationList } from '#lib/domains/recommendations/contract'
import { listRecommendationPage } from '#lib/domains/recommendations/queries'
import { MEMBER } from '../estate/estate.ts'
import { configCases } from './config-cases.ts'
import { deepPage, tableOf } from './deep-page.ts'
import { healthCases } from './health-cases.ts'
import { listCases, type PageCase } from './list-cases.ts'
import { recommendationCases } from './recommendation-cases.ts'
import { trustedAdvisorCases } from './trusted-advisor-cases.ts'

export type { PageCase }

async function functionCases(superuser: pg.Pool): Promise<PageCase[]> {
  const cases = await listCases(superuser, {
    name: 'functions',
    list: functionList,
    table: 'lambda_function',
    condition: 'ended_at IS NULL',
    values: {
      account: { column: 'account_id' },
      team: { column: `coalesce(team_id, 'none')` },
      region: { column: 'region' },
      runtime: { column: 'coalesce(subject_runtime, runtime)' },
      verdict: { column: 'verdict' },
      due: { words: ['overdue', '30days'] },
      use: { column: 'use' },
      severity: { column: 'severity' },
      // Offered by kind and one by one.
      origin: { column: 'origin' },
    },
    texts: ['orders-', 'orders-worker-1000'],
    read: (values) => listFunctionPage(operator, values),
    deep: (values) =>
      deepPage(values, {
        list: 'functions',
        from: tableOf.functions,
        condition: functionCondition(values),
        keyset: functionKeyset(values.sort, values.order === 'desc'),
      }),
  })
  const defaults = defaultValues(functionList)
  const two = { ...defaults, filters: { team: ['payments', 'web'] } }
  const kind = { ...defaults, filters: { origin: ['stackset'] } }
  return [
    ...cases,
    { name: 'functions, two teams', read: () => listFunctionPage(operator, two) },
    { name: 'functions, kind of origin', read: () => listFunctionPage(operator, kind) },
  ]
}

const scopeCases = (superuser: pg.Pool): Promise<PageCase[]> =>
  listCases(superuser, {
    name: 'scopes',
    list: coverageList,
    table: 'scope',
    condition: 'expected',
    values: {
      source: { column: 'source' },
      account: { column: 'account_id' },
      region: { column: 'region' },
      status: { column: 'status' },
      cause: { column: 'cause' },
      team: { words: ['payments'] },
    },
    texts: [],
    read: (values) => listScopePage(operator, values),
  })

/** Row security narrows these: to what a team owns, which grows with the organisation. */
const memberCases: PageCase[] = [
  { name: "a member's functions", read: () => listFunctionPage(MEMBER, defaultValues(functionList)) },
  { name: "a member's scopes", read: () => listScopePage(MEMBER, defaultValues(coverageList)) },
  {
    name: "a member's recommendations",
    read: () => listRecommendationPage(MEMBER, defaultValues(recommendationList)),
  },
]

export async function pageCases(superuser: pg.Pool): Promise<PageCase[]> {
  return [
    ...(await functionCases(superuser)),
    ...(await scopeCases(superuser)),
    ...(await recommendationCases(superuser)),
    ...(await configCases(superuser)),
    ...(await healthCases(superuser)),
    ...(await trustedAdvisorCases(superuser)),
    ...memberCases,
  ]
}
