import { Prisma } from '../../generated/client.ts'
import { countedStateSql, isGapSql } from '../gap.ts'

/** Something could have been read in the scope `s` and was not. */
export const IS_GAP = Prisma.raw(isGapSql('s'))

/** The state of a scope of a run, as pages count it. */
export const COUNTED_STATE = Prisma.raw(countedStateSql)

/** Accounts that can be looked at. */
export const PRESENT = Prisma.sql`(SELECT id, first_seen_at FROM account WHERE left_at IS NULL AND state = 'ACTIVE')`

/**
 * What is missing of accounts that can be looked at, and since when: their scopes that are gaps, and accounts of which
 * nothing has been expected yet. The gaps are found by index, not in the whole coverage.
 */
export const missed = (ofSources: Prisma.Sql = Prisma.empty): Prisma.Sql => Prisma.sql`(
  SELECT s.account_id, s.status, s.cause, s.since FROM scope s JOIN ${PRESENT} p ON p.id = s.account_id
  WHERE s.expected AND ${IS_GAP} ${ofSources}
  UNION ALL
  SELECT p.id, 'never', NULL, p.first_seen_at FROM ${PRESENT} p
  WHERE NOT EXISTS (SELECT FROM scope s WHERE s.account_id = p.id AND s.expected ${ofSources}))`
