/** Paging by key: a page starts behind a row, not after a number of rows, so that page 1,000 costs what page 1 costs. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isStorable } from '#lib/core/storable'
import { isDay } from '#lib/core/time'
import { AppError } from '#lib/errors'
import { Prisma } from '../../generated/client.ts'

/** An expression of the list's order, and the type its value in a cursor is read as. */
export type KeyPart = { sql: Prisma.Sql; type: 'text' | 'date' | 'timestamptz' | 'uuid' | 'int' }

export type Keyset = { parts: readonly KeyPart[]; descending: boolean }

/** Where a page lies: its first rows, behind a cursor, or in front of one. `of` is what is paged; see `positionIn`. */
export type Position = { of: string; after: string | null; before: string | null; size: number }

type Asked = Pick<Position, 'after' | 'before' | 'size'> & {
  /** What the page is about, where its list is of one thing. */
  about?: string
  sort?: string
  order?: string
  text?: string
  filters?: Readonly<Partial<Record<string, readonly string[]>>>
}

const MARK_LENGTH = 12

/**
 * A page of one list as it is asked for. A cursor counts where it was made: in the same list, about the same thing, in the
 * same order and narrowed alike. Elsewhere it would skip rows, and nobody would know which.
 */
export function positionIn(list: string, { after, before, size, filters = {}, ...asked }: Asked): Position {
  const narrowed = Object.entries(filters)
    .flatMap(([name, values]) => (values ?? []).map((value) => JSON.stringify([name, value])))
    .sort()
  const { about = '', sort = '', order = '', text = '' } = asked
  const question = JSON.stringify([list, about, sort, order, text, ...new Set(narrowed)])
  const of = createHash('sha256').update(question).digest('base64url').slice(0, MARK_LENGTH)
  return { of, after, before, size }
}

const cursorShape = z.array(z.string().max(400)).min(2).max(7)

/** What a value of a cursor must look like, so that a made-up one is refused here and not by the database (T11). */
const LOOKS_RIGHT: Record<KeyPart['type'], (value: string) => boolean> = {
  text: isStorable,
  date: (value) => value === '-infinity' || isDay(value),
  timestamptz: (value) => value === '-infinity' || isTimestamp(value),
  int: (value) => /^-?\d{1,9}$/.test(value),
  uuid: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
}

/** As PostgreSQL writes one. JavaScript takes 31 February for a day of March, PostgreSQL refuses it. */
const TIMESTAMP_PATTERN = /^(.{10}) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/

function isTimestamp(value: string): boolean {
  const [, day] = TIMESTAMP_PATTERN.exec(value) ?? []
  return day !== undefined && isDay(day)
}

export const encodeCursor = (of: string, key: readonly string[]): string =>
  Buffer.from(JSON.stringify([of, ...key])).toString('base64url')

function decodeCursor(cursor: string, { of }: Position, parts: readonly KeyPart[]): string[] {
  const [mark, ...key] = readCursor(cursor) ?? []
  const looksRight =
    key.length === parts.length && parts.every(({ type }, index) => LOOKS_RIGHT[type](key[index] ?? ''))
  if (mark === undefined || !looksRight) {
    throw new AppError('invalid', 'This page of the list does not exist. Go back to its first page.')
  }
  if (mark !== of) {
    throw new AppError(
      'invalid',
      'This page belongs to another list, or to another order or filter of this one. Go back to the first page.',
    )
  }
  return key
}

/** Undefined for what is none of ours. */
function readCursor(cursor: string): string[] | undefined {
  try {
    return cursorShape.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))).data
  } catch {
    return undefined
  }
}

const CASTS = {
  text: Prisma.sql`text`,
  date: Prisma.sql`date`,
  timestamptz: Prisma.sql`timestamptz`,
  uuid: Prisma.sql`uuid`,
  int: Prisma.sql`int`,
} as const

/** The three pieces of a statement that make it a page. `limit` asks for one row more than is shown. */
export type PageSql = { condition: Prisma.Sql; order: Prisma.Sql; limit: number; key: Prisma.Sql }

/** One row comparison, which an index answers; the same as OR-ed conditions on each column, which it does not. */
function behind(parts: readonly KeyPart[], key: readonly string[], down: boolean): Prisma.Sql {
  const columns = Prisma.join(parts.map(({ sql }) => sql))
  const values = Prisma.join(parts.map(({ type }, index) => Prisma.sql`${key[index]}::text::${CASTS[type]}`))
  return down ? Prisma.sql`(${columns}) < (${values})` : Prisma.sql`(${columns}) > (${values})`
}

export function pageSql({ parts, descending }: Keyset, position: Position): PageSql {
  const backwards = position.after === null && position.before !== null
  const goesDown = descending !== backwards
  const cursor = position.after ?? position.before
  const direction = goesDown ? Prisma.sql`DESC` : Prisma.sql`ASC`
  return {
    condition: cursor === null ? Prisma.sql`true` : behind(parts, decodeCursor(cursor, position, parts), goesDown),
    order: Prisma.join(parts.map(({ sql }) => Prisma.sql`${sql} ${direction}`)),
    limit: position.size + 1,
    key: Prisma.sql`ARRAY[${Prisma.join(parts.map(({ sql }) => Prisma.sql`(${sql})::text`))}]`,
  }
}

/** Turns rows as they were read, one too many and perhaps backwards, into the page and its two cursors. */
export function asPage<Row extends { key: string[] }>(
  read: readonly Row[],
  position: Position,
): { rows: Omit<Row, 'key'>[]; after: string | null; before: string | null } {
  const backwards = position.after === null && position.before !== null
  const more = read.length > position.size
  const shown = read.slice(0, position.size)
  if (backwards) shown.reverse()
  const first = shown[0]
  const last = shown.at(-1)
  const hasNext = backwards ? position.before !== null : more
  const hasPrevious = backwards ? more : position.after !== null
  return {
    rows: shown.map(({ key: _, ...row }) => row),
    after: hasNext && last ? encodeCursor(position.of, last.key) : null,
    before: hasPrevious && first ? encodeCursor(position.of, first.key) : null,
  }
}
