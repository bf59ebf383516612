/** Every filter and order that the lists offer, alone, with the most and the least frequent value of the estate. */
import type pg from 'pg'
import { defaultValues } from '#lib/core/list'
import { operator } from '#lib/db/as-viewer'
import { coverageList } from '#lib/domains/coverage/contract'
import { listScopePage } from '#lib/domains/coverage/queries'
import { type FunctionListValues, functionList } from '#lib/domains/lambda/contract'
import { listFunctionPage } from '#lib/domains/lambda/queries'

export type PageCase = {
  name: string
  read(): Promise<unknown>
  /** Of those that are long enough to have a deep page. */
  functions?: FunctionListValues
}

/** Where each filter's values stand in the estate. `origin` is offered by kind and one by one. */
const FUNCTION_COLUMNS = {
  account: 'account_id',
  team: `coalesce(team_id, 'none')`,
  region: 'region',
  runtime: 'coalesce(subject_runtime, runtime)',
  verdict: 'verdict',
  due: `CASE WHEN verdict IN ('approaching', 'deprecated')
    THEN CASE WHEN due_on < current_date THEN 'overdue' WHEN due_on <= current_date + 30 THEN '30days' END END`,
  use: 'use',
  severity: 'severity',
  origin: 'origin',
} as const satisfies Record<(typeof functionList.filters)[number], string>

const SCOPE_COLUMNS = {
  source: 'source',
  account: 'account_id',
  region: 'region',
  status: 'status',
  cause: 'cause',
} as const satisfies Partial<Record<(typeof coverageList.filters)[number], string>>

type Extremes = { most: string; least: string }

async function extremesOf(superuser: pg.Pool, table: string, column: string, condition: string): Promise<Extremes> {
  const { rows } = await superuser.query<Extremes>(
    `WITH counted AS (
       SELECT ${column} AS value, count(*) AS count FROM ${table} WHERE ${condition} AND ${column} IS NOT NULL GROUP BY 1
     )
     SELECT (SELECT value FROM counted ORDER BY count DESC, value LIMIT 1) AS most,
       (SELECT value FROM counted ORDER BY count, value LIMIT 1) AS least`,
  )
  const [extremes] = rows
  if (!extremes) throw new Error(`the estate has no ${column}`)
  return extremes
}

const functionCase = (name: string, changes: Partial<FunctionListValues>, isLong = false): PageCase => {
  const functions: FunctionListValues = { ...defaultValues(functionList), ...changes }
  return { name: `functions, ${name}`, ...(isLong && { functions }), read: () => listFunctionPage(operator, functions) }
}

async function functionCases(superuser: pg.Pool): Promise<PageCase[]> {
  const cases = functionList.sorts.map((sort) => functionCase(`by ${sort}`, { sort }, true))
  for (const filter of functionList.filters) {
    const values = await extremesOf(superuser, 'lambda_function', FUNCTION_COLUMNS[filter], 'ended_at IS NULL')
    for (const frequency of ['most', 'least'] as const) {
      cases.push(
        functionCase(
          `${filter}, ${frequency} frequent`,
          { filters: { [filter]: [values[frequency]] } },
          frequency === 'most',
        ),
      )
    }
  }
  cases.push(
    functionCase('kind of origin', { filters: { origin: ['stackset'] } }),
    functionCase('two teams', { filters: { team: ['payments', 'web'] } }),
    functionCase('beginning of a name', { text: 'orders-' }),
    functionCase('nearly a whole name', { text: 'orders-worker-1000' }),
  )
  return cases
}

async function scopeCases(superuser: pg.Pool): Promise<PageCase[]> {
  const defaults = defaultValues(coverageList)
  const cases: PageCase[] = [{ name: 'scopes', read: () => listScopePage(operator, defaults) }]
  for (const [filter, column] of Object.entries(SCOPE_COLUMNS)) {
    const { least } = await extremesOf(superuser, 'scope', column, 'expected')
    const values = { ...defaults, filters: { [filter]: [least] } }
    cases.push({ name: `scopes, ${filter}, least frequent`, read: () => listScopePage(operator, values) })
  }
  return cases
}

export async function pageCases(superuser: pg.Pool): Promise<PageCase[]> {
  return [...(await functionCases(superuser)), ...(await scopeCases(superuser))]
}
