import { readsEverything, type Tx, type Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { likeWords } from './like-literal.ts'

const HITS_MAX = 5

type RuleHit = { ruleKey: string; failing: number; accounts: number }

/** Config rules by a part of their name, those that begin with it first; from totals, which have one row for each. */
export function searchConfigRules(tx: Tx, viewer: Viewer, text: string): Promise<RuleHit[]> {
  const part = likeWords(text)
  const rules = readsEverything(viewer)
    ? Prisma.sql`rollup_config_rule_accounts`
    : Prisma.sql`(SELECT rule_key, count(DISTINCT account_id)::int AS accounts,
        (count(DISTINCT account_id) FILTER (WHERE failing > 0))::int AS failing
        FROM rollup_config_rule WHERE rules > 0 GROUP BY rule_key)`
  return tx.$queryRaw<RuleHit[]>`
    SELECT rule_key AS "ruleKey", failing, accounts FROM ${rules} r
    WHERE rule_key ILIKE ${`%${part}%`} ORDER BY rule_key ILIKE ${`${part}%`} DESC, rule_key LIMIT ${HITS_MAX}`
}
