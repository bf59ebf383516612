/** What any declared list answers: a page with its coverage, the rows of its export, one row. */
import { COUNT_MAX, type ListPage, type ListValues } from '../../core/list.ts'
import type { AskedCoverage } from '../../core/source-coverage.ts'
import { asViewer, type Tx, type Viewer } from '../../db/as-viewer.ts'
import { countDeclared, findDeclared, type ListConditions, listDeclared } from '../../db/sql/lists/declared-list.ts'
import { asPage, encodeCursor, positionIn } from '../../db/sql/lists/keyset.ts'
import type { Row } from '../../encode/row.ts'
import type { List, RowOf } from '../../lists/define-list.ts'
import { readAskedCoverage } from '../coverage/source-coverage.ts'
import { PAGE, pages, TIME_LIMITS } from '../exports/pages.ts'

export type DeclaredPage<Row> = ListPage<Row> & { coverage: AskedCoverage }

/** A page of the list; `about` is what the address of the page is about. */
export function listDeclaredPage<Of extends List>(
  viewer: Viewer,
  list: Of,
  values: ListValues,
  about?: string,
): Promise<DeclaredPage<RowOf<Of>>> {
  return asViewer(viewer, async (tx) => {
    const conditions = narrowedTo(list, values, about)
    const position = positionIn(list.id, { ...values, about: about ?? '' })
    const read = await listDeclared(tx, list, conditions, orderOf(values), position)
    const count = await countDeclared(tx, list, conditions, COUNT_MAX)
    const { rows, after, before } = asPage(read, position)
    return {
      rows: rows.map(({ row }) => row as RowOf<Of>),
      total: { count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX },
      after,
      before,
      coverage: await readAskedCoverage(tx, list.source, values.filters),
    }
  })
}

const orderOf = ({ sort, order }: ListValues) => ({ by: sort, descending: order === 'desc' })

function narrowedTo({ about: name }: List, { filters, text }: ListValues, value: string | undefined): ListConditions {
  return { filters: name && value !== undefined ? { ...filters, [name]: [value] } : filters, text }
}

/** One row, also where the list leaves it out; null when the viewer has none. */
export const findDeclaredRow = async <Of extends List>(tx: Tx, list: Of, key: readonly string[]) =>
  (await findDeclared(tx, list, key)) as RowOf<Of> | null

/** All rows of the export, in the order of the list's key. */
export async function* declaredRows(viewer: Viewer, list: List, conditions: ListConditions): AsyncGenerator<Row> {
  const inner = new Set(Object.entries(list.columns).flatMap(([name, { internal }]) => (internal ? [name] : [])))
  const stored = pages(
    null as string | null,
    PAGE,
    (after) => asViewer(viewer, (tx) => listDeclared(tx, list, conditions, BY_KEY, behind(after)), TIME_LIMITS),
    ({ key }) => encodeCursor('', key),
  )
  for await (const { row } of stored) {
    // What no export can hold is internal: texts with gaps.
    yield Object.fromEntries(Object.entries(row).filter(([name]) => !inner.has(name))) as Row
  }
}

/** No order has this name, and so only the key orders. */
const BY_KEY = { by: '', descending: false }

/** The position behind a row of a list, which asks for one more than it shows. */
const behind = (after: string | null) => ({ of: '', after, before: null, size: PAGE - 1 })

export const countDeclaredRows = (tx: Tx, list: List, conditions: ListConditions, most: number) =>
  countDeclared(tx, list, conditions, most - 1)
