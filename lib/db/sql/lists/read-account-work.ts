import type { Tx } from '../../as-viewer.ts'

export type AccountWorkRow = {
  checkId: string
  subject: string
  dueOn: string | null
  open: number
  live: number
  dormant: number
  unknown: number
  /** What a person calls the subject; empty where nothing of it asks for an answer. */
  title: string
}

/** Open findings of one account by what must be done, from its totals. */
export function readAccountWork(tx: Tx, accountId: string): Promise<AccountWorkRow[]> {
  return tx.$queryRaw<AccountWorkRow[]>`
    SELECT check_id AS "checkId", subject, nullif(due_on, '9999-12-31'::date)::text AS "dueOn", sum(findings)::int AS open,
      coalesce(sum(findings) FILTER (WHERE use = 'live'), 0)::int AS live,
      coalesce(sum(findings) FILTER (WHERE use = 'dormant'), 0)::int AS dormant,
      coalesce(sum(findings) FILTER (WHERE use = 'unknown'), 0)::int AS unknown,
      coalesce((SELECT max(w.title) FROM recommendation w
        WHERE w.account_id = ${accountId} AND w.subject = r.subject), '') AS title
    FROM rollup_account r WHERE account_id = ${accountId} AND status = 'open' AND findings > 0
    GROUP BY check_id, subject, due_on ORDER BY due_on, subject, check_id`
}
