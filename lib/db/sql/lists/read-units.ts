import type { Tx } from '../../as-viewer.ts'
import { missed } from './missed.ts'

export type UnitAccounts = {
  ouPath: string
  /** Active ones. */
  accounts: number
  /** Accounts among them of which not everything was read. */
  missed: number
  inactive: number
}

/** The accounts of each organizational unit, and how many of them could not be looked at. */
export function readUnits(tx: Tx): Promise<UnitAccounts[]> {
  return tx.$queryRaw<UnitAccounts[]>`
    WITH present AS (SELECT id, ou_path, state = 'ACTIVE' AS active FROM account WHERE left_at IS NULL),
    missed AS (SELECT DISTINCT account_id FROM ${missed()} missing)
    SELECT p.ou_path AS "ouPath", count(p.id) FILTER (WHERE p.active)::int AS accounts,
      count(m.account_id) FILTER (WHERE p.active)::int AS missed,
      count(p.id) FILTER (WHERE NOT p.active)::int AS inactive
    FROM present p LEFT JOIN missed m ON m.account_id = p.id
    GROUP BY p.ou_path ORDER BY p.ou_path`
}
