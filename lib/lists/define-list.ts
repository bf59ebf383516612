/**
 * A list of rows, declared once: its columns, filters and orders. The columns and filters of its page, its route and
 * cursors, its export, the help of `steward export` and the description of the API are derived from the declaration.
 * Expressions are SQL over the list's tables. They are constants of ours: values never stand in them.
 */
import type { ColumnKind, Kinds, StoredRow } from './column-kinds.ts'

type Source =
  | { /** An expression over the list's tables. */ sql: string }
  | { /** Made from the row's other columns. */ derive: (row: StoredRow) => Kinds[ColumnKind] | null }

export type Column = Source & {
  kind: ColumnKind
  /** One sentence for whoever reads the export's help and the description of the API. */
  describes: string
  /** Its heading on the page. A column without one is not shown. */
  heading?: string
  /** What the page says where there is no value. A column without this always has one. */
  none?: string
  /** The order that its heading sorts by. */
  sort?: string
  /** In pixels. */
  width?: number
  /** Not in exports: a key that means nothing outside. */
  internal?: true
}

export type Filter = {
  sql: string
  label: string
  plural: string
  /** What to give, for the help of commands. */
  hint: string
  /** All that it can be, each with its word on the page; any text where it has none. */
  values?: Readonly<Record<string, string>>
  /** A column of yes and no, which has the values `yes` and `no`. */
  yesNo?: true
}

/** An expression of a key or an order, and the type that its value in a cursor is read as. */
export type OrderPart = { sql: string; type: 'text' | 'date' | 'timestamptz' | 'uuid' | 'int' }

type Shape = {
  /** The kind of its export. */
  id: string
  /** "Non-compliant resources", and one of them: "resource". */
  title: string
  one: string
  /** One sentence about all rows. */
  describes: string
  /** The route of a page of it. A part in braces is what the page is about. */
  route: string
  /** The source that the rows come from: its coverage stands beside them. */
  source: string
  table: string
  alias: string
  /** Joins to what stands beside a row, looked up for the rows of one page only. */
  beside: string
  /** What every row fulfils. */
  where: string
  /** The column of the table with the row's account. */
  account: string
  columns: Record<string, Column>
  /** Columns that a page shows at first, in this order. Those with a heading that are not named can be chosen. */
  shown: readonly string[]
  filters: Record<string, Filter>
  /** A filter that the address of the page sets, since the page is about it. */
  about?: string
  /** What free text is compared with: the beginning of this, in any case. A list without it takes no text. */
  text?: { sql: string; label: string }
  /** What makes a row unique, and the order of exports. */
  key: readonly OrderPart[]
  /** Each order ends with the key. */
  orders: Record<string, readonly OrderPart[]>
  sort: string
  order: 'asc' | 'desc'
}

export type List = Shape

/** Names of columns, filters and orders that do not exist are refused by the types. */
export function defineList<
  const Columns extends Record<string, Column>,
  const Filters extends Record<string, Filter>,
  const Orders extends Record<string, readonly OrderPart[]>,
>(
  list: Omit<Shape, 'columns' | 'filters' | 'orders' | 'shown' | 'about' | 'sort'> & {
    columns: Columns & Record<keyof Columns, { sort?: keyof Orders }>
    filters: Filters
    orders: Orders
    shown: readonly (keyof Columns & string)[]
    about?: keyof Filters & string
    sort: keyof Orders & string
  },
) {
  return list
}

/** A row of a list, as its route and its export give it. */
export type RowOf<Of extends { columns: Record<string, Column> }> = {
  -readonly [Name in keyof Of['columns']]:
    | Kinds[Of['columns'][Name]['kind']]
    | (Of['columns'][Name] extends { none: string } ? null : never)
}
