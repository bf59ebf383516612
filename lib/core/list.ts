/**
 * What a list can be asked: filters that repeat, one sort, a page by key. Declared once per list; the route's schema,
 * the page's URL and the export's link are derived from it.
 */
import { z } from 'zod'
import { type FilterValues, filterSchema, knownValues, onlyThese } from './filter-values.ts'

export const PAGE_SIZES = [20, 50, 100] as const
export type PageSize = (typeof PAGE_SIZES)[number]
const DEFAULT_PAGE_SIZE = 50

const TEXT_LENGTH_MAX = 300
const VALUES_MAX = 50
const CURSOR_LENGTH_MAX = 2_000

export type ListDefinition<Filter extends string = string, Sort extends string = string> = {
  /** Names of the URL's. Values of one filter are alternatives; filters narrow each other. */
  filters: readonly Filter[]
  /** What they can be, of those that cannot be any text. */
  values?: Readonly<Partial<Record<NoInfer<Filter>, FilterValues>>>
  sorts: readonly [Sort, ...Sort[]]
  sort: Sort
  order: 'asc' | 'desc'
}

export type ListValues<Filter extends string = string, Sort extends string = string> = {
  filters: Partial<Record<Filter, string[]>>
  /** Free text. */
  text: string
  sort: Sort
  order: 'asc' | 'desc'
  size: PageSize
  /** Cursors: the page after, or before, the row they name. */
  after: string | null
  before: string | null
}

/** How many rows there are: exact, or "more than we count". */
export type ListTotal = { count: number; capped: boolean }

/** Counting stops here (a list is filtered further, not counted further). */
export const COUNT_MAX = 1_000

export type ListPage<Row> = { rows: Row[]; total: ListTotal; after: string | null; before: string | null }

const cursor = z.string().max(CURSOR_LENGTH_MAX).optional()

/** One of the words, the first time it is given; `first` where it is not. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words, first: Words[number]) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` }).default(first as never)

const sizes = { error: `must be one of ${PAGE_SIZES.join(', ')}` }
const size = z.coerce
  .number(sizes)
  .pipe(
    z.union(
      PAGE_SIZES.map((one) => z.literal(one)),
      sizes,
    ),
  )
  .default(DEFAULT_PAGE_SIZE)

/** Every name that a list's query may have, with what each may be (T11). */
export function listShape(list: ListDefinition) {
  return {
    text: z.string().max(TEXT_LENGTH_MAX).default(''),
    sort: oneOf(list.sorts, list.sort),
    order: oneOf(['asc', 'desc'], list.order),
    size,
    after: cursor,
    before: cursor,
    ...filterShape(list),
  }
}

/** The filters among them. */
export const filterShape = ({ filters, values }: Pick<ListDefinition, 'filters' | 'values'>) =>
  Object.fromEntries(filters.map((name) => [name, filterSchema(knownValues(values, name), VALUES_MAX)] as const))

/** What such a query asks for. */
export function listValues<Filter extends string, Sort extends string>(
  list: ListDefinition<Filter, Sort>,
  given: Readonly<Record<string, unknown>>,
): ListValues<Filter, Sort> {
  const { text, sort, order, size, after, before } = given as unknown as ListValues<Filter, Sort>
  const chosen = list.filters.filter((name) => given[name] !== undefined)
  const filters = Object.fromEntries(chosen.map((name) => [name, given[name]])) as Partial<Record<Filter, string[]>>
  return { filters, text, sort, order, size, after: after ?? null, before: before ?? null }
}

/** The schema of a list's query, and of nothing else. */
export const listInput = <Filter extends string, Sort extends string>(list: ListDefinition<Filter, Sort>) =>
  onlyThese(listShape(list)).transform((given) => listValues<Filter, Sort>(list, given))

/** The query that gives exactly these rows again: for a request, an export (`paged: false`) or a link. */
export function listQuery(values: ListValues, { paged = true }: { paged?: boolean } = {}): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, chosen] of Object.entries(values.filters)) {
    for (const one of chosen ?? []) query.append(name, one)
  }
  if (values.text) query.set('text', values.text)
  if (!paged) return query
  query.set('sort', values.sort)
  query.set('order', values.order)
  query.set('size', String(values.size))
  if (values.after) query.set('after', values.after)
  if (values.before) query.set('before', values.before)
  return query
}

/** A list as first opened. */
export function defaultValues<Filter extends string, Sort extends string>(
  list: ListDefinition<Filter, Sort>,
): ListValues<Filter, Sort> {
  return {
    filters: {},
    text: '',
    sort: list.sort,
    order: list.order,
    size: DEFAULT_PAGE_SIZE,
    after: null,
    before: null,
  }
}
