/** What it costs to keep all totals while what Config and Trusted Advisor say is recorded and judged. */
import type pg from 'pg'
import { clock } from '#lib/core/clock'
import { deleteRows } from '#lib/db/sql/inventory/delete-rows'
import {
  isOfPlace,
  type PlaceKey,
  placeParameters,
  type RowTexts,
  stagedColumns,
  type TableShape,
} from '#lib/db/sql/inventory/table-shape'
import { writeRows } from '#lib/db/sql/inventory/write-rows'
import { inTransaction } from '#lib/db/worker-pool'
import { judgeScope } from '#lib/inventory/judging/judge-scope'
import { lockPlace } from '#lib/inventory/judging/place-lock'
import { configComplianceTables } from '#lib/inventory/tables/config-compliance'
import { trustedAdvisorTables } from '#lib/inventory/tables/trusted-advisor'
import type { Ratio } from '../measure/repeat.ts'
import { explained, type Spent, watched } from './watched.ts'

/** One row in ten is another one, one in ten is gone and comes back. */
const SHARE = 10

type Change = { shape: TableShape; column: string; next(text: string | null): string }
type Source = { id: string; changes: readonly Change[] }

const flipped = (text: string | null): string => (text === 'COMPLIANT' ? 'NON_COMPLIANT' : 'COMPLIANT')
const otherStatus = (text: string | null): string => (text === 'ok' ? 'warning' : 'ok')

const CONFIG: Source = {
  id: 'config.compliance',
  changes: [
    { shape: configComplianceTables.rule, column: 'compliance', next: flipped },
    { shape: configComplianceTables.evaluation, column: 'annotation', next: (text) => `${text ?? ''}.` },
  ],
}
const ADVISOR: Source = {
  id: 'trustedadvisor.checks',
  changes: [
    { shape: trustedAdvisorTables.check, column: 'status', next: otherStatus },
    { shape: trustedAdvisorTables.resource, column: 'status', next: otherStatus },
  ],
}

async function rowsOf(client: pg.PoolClient, shape: TableShape, place: PlaceKey): Promise<RowTexts[]> {
  const columns = stagedColumns(shape).map(({ name }) => `${name}::text`)
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${columns.join(', ')} FROM ${shape.table} WHERE ${isOfPlace(shape)} ORDER BY id`,
    values: placeParameters(shape, place),
    rowMode: 'array',
  })
  return rows
}

const every = (rows: readonly RowTexts[], first: number) => rows.filter((_, index) => index % SHARE === first)

/** Changes some rows and takes others away. Answers what went. */
async function change(client: pg.PoolClient, given: Change, place: PlaceKey, spent: Spent): Promise<RowTexts[]> {
  const { shape, column, next } = given
  const at = stagedColumns(shape).findIndex(({ name }) => name === column)
  const rows = await rowsOf(client, shape, place)
  const other = every(rows, 0).map((row) => row.map((text, index) => (index === at ? next(text) : text)))
  const gone = every(rows, SHARE / 2)
  const ids = gone.map(([id]) => id ?? '')
  if (other.length > 0) await writeRows(explained(client, spent), shape, place, other, 'some stored')
  if (gone.length > 0) await deleteRows(explained(client, spent), shape, place.accountId, ids)
  return gone
}

/** Two readings of a place, each recorded and judged in its transaction: rows change and go, and come back. */
async function readTwice(worker: pg.Pool, source: Source, place: PlaceKey, spent: Spent): Promise<void> {
  const record = async (rows: (client: pg.PoolClient) => Promise<void>) =>
    inTransaction(worker, async (client) => {
      await lockPlace(client, place)
      await rows(client)
      await judgeScope(watched(client, spent), place, { runId: null, source: source.id, at: clock.now() })
    })
  const gone = new Map<TableShape, RowTexts[]>()
  await record(async (client) => {
    for (const one of source.changes) gone.set(one.shape, await change(client, one, place, spent))
  })
  await record(async (client) => {
    for (const [shape, rows] of gone) {
      if (rows.length > 0) await writeRows(explained(client, spent), shape, place, rows, 'nothing stored')
    }
  })
}

async function upkeepOf(worker: pg.Pool, source: Source, places: readonly PlaceKey[]): Promise<Ratio> {
  const spent: Spent = { upkeepMs: 0, writeMs: 0 }
  for (const place of places) await readTwice(worker, source, place, spent)
  return { numerator: spent.upkeepMs, denominator: spent.writeMs }
}

export async function configUpkeep(worker: pg.Pool): Promise<Ratio> {
  const { rows } = await worker.query<PlaceKey>(
    'SELECT DISTINCT account_id AS "accountId", region FROM config_rule ORDER BY 1, 2',
  )
  return upkeepOf(worker, CONFIG, rows)
}

export async function advisorUpkeep(worker: pg.Pool): Promise<Ratio> {
  const { rows } = await worker.query<PlaceKey>(
    `SELECT DISTINCT account_id AS "accountId", 'global' AS region FROM trusted_advisor_check ORDER BY 1`,
  )
  return upkeepOf(worker, ADVISOR, rows)
}
