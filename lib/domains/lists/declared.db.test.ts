import { afterAll, beforeAll, expect, test } from 'vitest'
import { columnHelp } from '../../../bin/export-help.ts'
import { stableId } from '../../core/identity.ts'
import { defaultValues } from '../../core/list.ts'
import { asViewer, closeViewerDatabase, operator } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import type { Row } from '../../encode/row.ts'
import { useEnv } from '../../env.ts'
import { recordAccount } from '../../inventory/judging/testing/recorded-estate.ts'
import { LISTS } from '../../lists/all-lists.ts'
import { configEvaluations } from '../../lists/config-evaluations.ts'
import type { Column, List } from '../../lists/define-list.ts'
import { describeApi } from '../../lists/describe-api.ts'
import { exportOf } from '../../lists/exported-list.ts'
import { definitionOf, shownList } from '../../lists/shown-list.ts'
import { countDeclaredRows, declaredRows, findDeclaredRow, listDeclaredPage } from './queries.ts'

const ACCOUNT = '100000000001'
const RULE = 'encrypted-volumes'
const RESOURCES = ['vol-1', 'Vol-2', 'other']
const idOf = (resource: string) => stableId('evaluation', ACCOUNT, 'eu-west-1', RULE, resource)

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  await recordAccount(database.admin, ACCOUNT, { teamId: 'payments' })
  for (const resource of RESOURCES) {
    await database.admin.query(
      `INSERT INTO config_evaluation (account_id, id, region, rule_name, rule_key, resource_type, resource_id,
         compliance, annotation, ordered_at, content_hash)
       VALUES ($1, $2, 'eu-west-1', $3, $3, 'AWS::EC2::Volume', $4, 'NON_COMPLIANT', $5, '2026-11-01T08:00:00Z', '')`,
      [ACCOUNT, idOf(resource), RULE, resource, resource === 'other' ? null : 'not encrypted'],
    )
  }
  await database.admin.query(
    `INSERT INTO trusted_advisor_resource (account_id, id, check_id, aws_id, status, is_suppressed, metadata, content_hash)
     VALUES ($1, $2, 'check1', 'opaque', 'warning', true, '["one", null, "three"]', '')`,
    [ACCOUNT, stableId('flagged', ACCOUNT, 'opaque')],
  )
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

/** The list with one column more, declared and nothing else. */
const shouted: Column = {
  kind: 'text',
  sql: 'upper(e.resource_id)',
  heading: 'In capitals',
  describes: 'The id in capital letters.',
}
const longer: List = { ...configEvaluations, columns: { ...configEvaluations.columns, shouted } }

async function exported(list: List, text = ''): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of declaredRows(operator, list, { filters: {}, text })) rows.push(row)
  return rows
}

test('a column that is declared stands on page, route, export, help and in the description of the API', async () => {
  expect(shownList(longer).columns.at(-1)).toMatchObject({ id: 'shouted', heading: 'In capitals', optional: true })
  const page = await listDeclaredPage(operator, longer, defaultValues(definitionOf(longer)), RULE)
  expect(page.rows.map((row) => row.shouted).sort()).toEqual(['OTHER', 'VOL-1', 'VOL-2'])
  expect((await exported(longer)).map((row) => row.shouted).sort()).toEqual(['OTHER', 'VOL-1', 'VOL-2'])
  expect(exportOf(longer).columns).toContain('shouted')
  expect(JSON.stringify(describeApi([longer])).match(/The id in capital letters\./g)).toHaveLength(2)
  expect(columnHelp('evaluations', [configEvaluations])).toMatch(/resourceId +The id of the resource/)
})

test.each(LISTS)('the rows of $id have exactly the declared columns, on its page and in its export', async (list) => {
  const page = await listDeclaredPage(operator, list, defaultValues(definitionOf(list)))
  expect(page.rows.length).toBeGreaterThan(0)
  for (const row of page.rows) expect(Object.keys(row)).toEqual(Object.keys(list.columns))
  for (const row of await exported(list)) expect(Object.keys(row)).toEqual(exportOf(list).columns)
})

test.each(LISTS)('where $id has no value, its page has words for it, and the API says so', async (list) => {
  const { rows } = await listDeclaredPage(operator, list, defaultValues(definitionOf(list)))
  const absent = Object.entries(list.columns).filter(([name]) => rows.some((row) => row[name] === null))
  for (const [name, { none }] of absent) expect(none, `${name} may be null: give it words`).toBeTruthy()
})

test('filters, text and count give the same rows on the page and in the export', async () => {
  const values = { ...defaultValues(definitionOf(configEvaluations)), text: 'VOL' }
  const page = await listDeclaredPage(operator, configEvaluations, values, RULE)
  const conditions = { filters: { rule: [RULE] }, text: 'VOL' }
  expect(page.rows.map(({ resourceId }) => resourceId).sort()).toEqual(['Vol-2', 'vol-1'])
  expect((await exported(configEvaluations, 'VOL')).map((row) => row.resourceId).sort()).toEqual(['Vol-2', 'vol-1'])
  const count = await asViewer(operator, (tx) => countDeclaredRows(tx, configEvaluations, conditions, 100))
  expect(count).toBe(page.total.count)
})

test('a row is found by its key, and not by another', async () => {
  const find = (key: string[]) => asViewer(operator, (tx) => findDeclaredRow(tx, configEvaluations, key))
  expect(await find([ACCOUNT, idOf('other')])).toMatchObject({ resourceId: 'other', annotation: null })
  expect(await find([ACCOUNT, idOf('another')])).toBeNull()
})
