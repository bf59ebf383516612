import { Prisma } from '../../generated/client.ts'
import { isHere } from './is-here.ts'
import type { KeyPart, Keyset } from './keyset.ts'

export type EvaluationFilter = 'account' | 'region' | 'type'
export type EvaluationOrder = 'account' | 'ordered' | 'resource'

/** Resources that do not comply with one rule. Within a name any of its values fits; all names must. */
export type EvaluationConditions = {
  ruleKey: string
  filters: Partial<Record<EvaluationFilter, readonly string[]>>
  /** The beginning of a resource's id, in any case; empty for all. */
  text: string
}

const ACCOUNT: KeyPart = { sql: Prisma.sql`e.account_id`, type: 'text' }
const ID: KeyPart = { sql: Prisma.sql`e.id`, type: 'uuid' }

/** Expressions as the indexes have them. */
const ORDERS: Record<EvaluationOrder, KeyPart[]> = {
  account: [ACCOUNT, ID],
  ordered: [{ sql: Prisma.sql`coalesce(e.ordered_at, '-infinity'::timestamptz)`, type: 'timestamptz' }, ACCOUNT, ID],
  resource: [{ sql: Prisma.sql`lower(e.resource_id) COLLATE "C"`, type: 'text' }, ACCOUNT, ID],
}

export const evaluationKeyset = (order: EvaluationOrder, descending: boolean): Keyset => ({
  parts: ORDERS[order],
  descending,
})

const COLUMNS: Record<EvaluationFilter, Prisma.Sql> = {
  account: Prisma.sql`e.account_id`,
  region: Prisma.sql`e.region`,
  type: Prisma.sql`e.resource_type`,
}

/** Behind every character of Unicode, so that a prefix becomes a range. */
const LAST_CHARACTER = '\u{10ffff}'

export function evaluationCondition({ ruleKey, filters, text }: EvaluationConditions): Prisma.Sql {
  const conditions = [
    Prisma.sql`e.rule_key = ${ruleKey}`,
    Prisma.sql`e.compliance = 'NON_COMPLIANT'`,
    isHere(Prisma.sql`e.account_id`),
  ]
  for (const column of Object.keys(COLUMNS) as EvaluationFilter[]) {
    const values = filters[column] ?? []
    if (values.length === 1) conditions.push(Prisma.sql`${COLUMNS[column]} = ${values[0]}`)
    if (values.length > 1) conditions.push(Prisma.sql`${COLUMNS[column]} = ANY (${[...values]})`)
  }
  if (text !== '') {
    const least = text.toLowerCase()
    conditions.push(
      Prisma.sql`lower(e.resource_id) COLLATE "C" >= ${least}
        AND lower(e.resource_id) COLLATE "C" < ${least + LAST_CHARACTER}`,
    )
  }
  return Prisma.join(conditions, ' AND ')
}
