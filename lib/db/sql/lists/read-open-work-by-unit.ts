import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isLateSql } from '../due.ts'
import { missed } from './missed.ts'

export type OpenWorkByUnit = {
  /** Null for work in an account that the viewer may not see, but whose resources are theirs. */
  ouPath: string | null
  /** Active ones. */
  accounts: number
  /** Accounts among them of which not everything was read. */
  missed: number
  inactive: number
  lambda: number
  health: number
  config: number
  trustedadvisor: number
  /** Of all of them, those whose date has passed. */
  overdue: number
}

/**
 * Open work that asks for an answer by organizational unit and source, with how many accounts could not be looked at.
 * From recommendations, which have one date each: a tenth of the rows that the accounts' rollups have.
 */
export function readOpenWorkByUnit(tx: Tx, { today }: { today: string }): Promise<OpenWorkByUnit[]> {
  return tx.$queryRaw<OpenWorkByUnit[]>`
    WITH work AS (
      SELECT account_id,
        sum(open_findings) FILTER (WHERE check_id LIKE 'lambda.%') AS lambda,
        sum(open_findings) FILTER (WHERE check_id LIKE 'health.%') AS health,
        sum(open_findings) FILTER (WHERE check_id LIKE 'config.%') AS config,
        sum(open_findings) FILTER (WHERE check_id LIKE 'trustedadvisor.%') AS trustedadvisor,
        sum(open_findings) FILTER (WHERE ${isLateSql(Prisma.sql`due_on`, today)}) AS overdue
      FROM recommendation WHERE open_findings > 0 GROUP BY account_id
    ),
    present AS (SELECT id, ou_path, state = 'ACTIVE' AS active FROM account WHERE left_at IS NULL),
    missed AS (SELECT DISTINCT account_id FROM ${missed()} missing)
    SELECT p.ou_path AS "ouPath", count(p.id) FILTER (WHERE p.active)::int AS accounts,
      count(m.account_id) FILTER (WHERE p.active)::int AS missed,
      count(p.id) FILTER (WHERE NOT p.active)::int AS inactive,
      coalesce(sum(w.lambda), 0)::int AS lambda, coalesce(sum(w.health), 0)::int AS health,
      coalesce(sum(w.config), 0)::int AS config, coalesce(sum(w.trustedadvisor), 0)::int AS trustedadvisor,
      coalesce(sum(w.overdue), 0)::int AS overdue
    FROM present p
      FULL JOIN work w ON w.account_id = p.id
      LEFT JOIN missed m ON m.account_id = p.id
    GROUP BY p.ou_path
    ORDER BY p.ou_path NULLS LAST`
}
