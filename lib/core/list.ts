/**
 * What a list can be asked: filters that repeat, one sort, a page by key. Declared once per list; the route's schema,
 * the page's URL and the export's link are derived from it.
 */
import { z } from 'zod'

export const PAGE_SIZES = [20, 50, 100] as const
export type PageSize = (typeof PAGE_SIZES)[number]
const DEFAULT_PAGE_SIZE = 50

const VALUE_LENGTH_MAX = 300
const VALUES_MAX = 50
const CURSOR_LENGTH_MAX = 2_000

export type ListDefinition<Filter extends string = string, Sort extends string = string> = {
  /** Names of the URL's. Values of one filter are alternatives; filters narrow each other. */
  filters: readonly Filter[]
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

const value = z.string().min(1).max(VALUE_LENGTH_MAX)
const oneOrMore = z.union([value.transform((one) => [one]), z.array(value).max(VALUES_MAX)]).optional()
const cursor = z.string().max(CURSOR_LENGTH_MAX).optional()

/** The schema of a list's query: only its own names, its own sorts, scalars or lists of texts (T11). */
export function listInput<Filter extends string, Sort extends string>(list: ListDefinition<Filter, Sort>) {
  return z
    .strictObject({
      text: z.string().max(VALUE_LENGTH_MAX).default(''),
      sort: z.enum(list.sorts).default(list.sort as never),
      order: z.enum(['asc', 'desc']).default(list.order),
      size: z.coerce
        .number()
        .pipe(z.union(PAGE_SIZES.map((size) => z.literal(size))))
        .default(DEFAULT_PAGE_SIZE),
      after: cursor,
      before: cursor,
      ...(Object.fromEntries(list.filters.map((name) => [name, oneOrMore])) as Record<Filter, typeof oneOrMore>),
    })
    .transform((given): ListValues<Filter, Sort> => {
      const values = given as Record<string, unknown>
      const filters = Object.fromEntries(
        list.filters.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
      ) as Partial<Record<Filter, string[]>>
      const { text, size } = given as { text: string; size: PageSize }
      return {
        filters,
        text,
        sort: values.sort as Sort,
        order: values.order as 'asc' | 'desc',
        size,
        after: (values.after as string | undefined) ?? null,
        before: (values.before as string | undefined) ?? null,
      }
    })
}

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

/** A list's values from the URL of a page, which may hold other things too. What is not understood is left at its default. */
export function listValuesOf<Filter extends string, Sort extends string>(
  list: ListDefinition<Filter, Sort>,
  searchParams: Record<string, string | string[] | undefined>,
): ListValues<Filter, Sort> {
  const names: readonly string[] = ['text', 'sort', 'order', 'size', 'after', 'before', ...list.filters]
  const given = Object.fromEntries(Object.entries(searchParams).filter(([name]) => names.includes(name)))
  const parsed = listInput(list).safeParse(given)
  return parsed.success ? parsed.data : defaultValues(list)
}
