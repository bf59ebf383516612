/** When work is late or due soon, for SQL: `isLate` and `isSoon` of lib/core/due.ts. A test holds the two against each other. */
import { soonUntil } from '../../core/due.ts'
import type { Day } from '../../core/time.ts'
import { Prisma } from '../generated/client.ts'

/** In statements of text: `today` is a parameter such as `$2`. */
export const isLateText = (dueOn: string, today: string): string => `${dueOn} < ${today}::date`

export const isLateSql = (dueOn: Prisma.Sql, today: Day): Prisma.Sql => Prisma.sql`(${dueOn} < ${today}::date)`

export const isSoonSql = (dueOn: Prisma.Sql, today: Day): Prisma.Sql =>
  Prisma.sql`(${dueOn} BETWEEN ${today}::date AND ${soonUntil(today)}::date)`
