import type { Tx } from '../../as-viewer.ts'

export type AccountWorkRow = {
  subject: string
  dueOn: string | null
  open: number
  live: number
  dormant: number
  unknown: number
}

/** Open findings of one account by what must be done, from its totals. */
export function readAccountWork(tx: Tx, accountId: string): Promise<AccountWorkRow[]> {
  return tx.$queryRaw<AccountWorkRow[]>`
    SELECT subject, nullif(due_on, '9999-12-31'::date)::text AS "dueOn", sum(findings)::int AS open,
      coalesce(sum(findings) FILTER (WHERE use = 'live'), 0)::int AS live,
      coalesce(sum(findings) FILTER (WHERE use = 'dormant'), 0)::int AS dormant,
      coalesce(sum(findings) FILTER (WHERE use = 'unknown'), 0)::int AS unknown
    FROM rollup_account WHERE account_id = ${accountId} AND status = 'open' AND findings > 0
    GROUP BY subject, due_on ORDER BY due_on, subject`
}
