/** What it costs to keep the totals that triggers keep, told by PostgreSQL itself for the very statements that record. */
import type pg from 'pg'
import { deleteRows } from '#lib/db/sql/inventory/delete-rows'
import {
  isOfPlace,
  type PlaceKey,
  type RowTexts,
  stagedColumns,
  type TableShape,
} from '#lib/db/sql/inventory/table-shape'
import { writeRows } from '#lib/db/sql/inventory/write-rows'
import { inTransaction } from '#lib/db/worker-pool'
import { configComplianceTables } from '#lib/inventory/tables/config-compliance'
import { trustedAdvisorTables } from '#lib/inventory/tables/trusted-advisor'
import type { Ratio } from '../measure/repeat.ts'

type Explained = { Triggers: { Time: number }[] }
type Spent = { triggersMs: number; writeMs: number }

/**
 * The same client, whose statements are carried out under EXPLAIN ANALYZE: it tells triggers from the write. The write is
 * what the client waits for beside, as for the counts of findings.
 */
function explained(client: pg.PoolClient, spent: Spent): pg.PoolClient {
  const query = async (text: string, values?: unknown[]) => {
    const startedAt = performance.now()
    const { rows } = await client.query<{ 'QUERY PLAN': Explained[] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values)
    const plan = rows[0]?.['QUERY PLAN'][0]
    const triggersMs = (plan?.Triggers ?? []).reduce((sum, { Time }) => sum + Time, 0)
    spent.triggersMs += triggersMs
    spent.writeMs += performance.now() - startedAt - triggersMs
    return { rows: [] }
  }
  return new Proxy(client, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)) })
}

/** One row in ten is another one now, one in ten goes and comes back. */
const SHARE = 10

async function changePlace(client: pg.PoolClient, shape: TableShape, place: PlaceKey, change: Change): Promise<Spent> {
  const spent: Spent = { triggersMs: 0, writeMs: 0 }
  const columns = stagedColumns(shape)
  const { rows } = await client.query<RowTexts>({
    text: `SELECT ${columns.map(({ name }) => `${name}::text`).join(', ')} FROM ${shape.table} WHERE ${isOfPlace(shape)} ORDER BY id`,
    values: shape.scopedTo === 'account' ? [place.accountId] : [place.accountId, place.region],
    rowMode: 'array',
  })
  const at = columns.findIndex(({ name }) => name === change.column)
  const every = (first: number) => rows.filter((_, index) => index % SHARE === first)
  const changed = every(0).map((row) => row.map((text, index) => (index === at ? change.next(text) : text)))
  const gone = every(5)
  const watched = explained(client, spent)
  if (changed.length > 0) await writeRows(watched, shape, place, changed, 'some stored')
  if (gone.length === 0) return spent
  await deleteRows(
    watched,
    shape,
    place.accountId,
    gone.map(([id]) => id ?? ''),
  )
  await writeRows(watched, shape, place, gone, 'nothing stored')
  return spent
}

type Change = { column: string; next(text: string | null): string }

const flipped = (text: string | null): string => (text === 'COMPLIANT' ? 'NON_COMPLIANT' : 'COMPLIANT')
const otherStatus = (text: string | null): string => (text === 'ok' ? 'warning' : 'ok')

/** Evaluations that comply are not recorded: of these only come and go. */
const CONFIG: readonly (readonly [TableShape, Change])[] = [
  [configComplianceTables.rule, { column: 'compliance', next: flipped }],
  [configComplianceTables.evaluation, { column: 'annotation', next: (text) => `${text ?? ''}.` }],
]
const ADVISOR: readonly (readonly [TableShape, Change])[] = [
  [trustedAdvisorTables.check, { column: 'status', next: otherStatus }],
  [trustedAdvisorTables.resource, { column: 'status', next: otherStatus }],
]

async function upkeepOf(worker: pg.Pool, places: readonly PlaceKey[], tables: typeof CONFIG): Promise<Ratio> {
  const sum: Spent = { triggersMs: 0, writeMs: 0 }
  for (const place of places) {
    await inTransaction(worker, async (client) => {
      for (const [shape, change] of tables) {
        const { triggersMs, writeMs } = await changePlace(client, shape, place, change)
        sum.triggersMs += triggersMs
        sum.writeMs += writeMs
      }
    })
  }
  return { numerator: sum.triggersMs, denominator: sum.writeMs }
}

export async function configUpkeep(worker: pg.Pool): Promise<Ratio> {
  const { rows } = await worker.query<PlaceKey>(
    'SELECT DISTINCT account_id AS "accountId", region FROM config_rule ORDER BY 1, 2',
  )
  return upkeepOf(worker, rows, CONFIG)
}

export async function advisorUpkeep(worker: pg.Pool): Promise<Ratio> {
  const { rows } = await worker.query<PlaceKey>(
    `SELECT DISTINCT account_id AS "accountId", 'global' AS region FROM trusted_advisor_check ORDER BY 1`,
  )
  return upkeepOf(worker, rows, ADVISOR)
}
