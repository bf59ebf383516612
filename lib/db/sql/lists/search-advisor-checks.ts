import { readsEverything, type Tx, type Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from './is-here.ts'
import { likeLiteral } from './like-literal.ts'

const HITS_MAX = 5

type CheckHit = { checkId: string; name: string; category: string }

/** Checks of Trusted Advisor by a part of their name, or by their id; from totals. */
export function searchAdvisorChecks(tx: Tx, viewer: Viewer, text: string): Promise<CheckHit[]> {
  const part = likeLiteral(text)
  const checks = readsEverything(viewer)
    ? Prisma.sql`rollup_trusted_advisor_organization`
    : Prisma.sql`(SELECT * FROM trusted_advisor_check k WHERE ${isHere(Prisma.sql`k.account_id`)})`
  return tx.$queryRaw<CheckHit[]>`
    SELECT check_id AS "checkId", max(name) AS name, max(category) AS category FROM ${checks} c
    WHERE name ILIKE ${`%${part}%`} OR check_id = ${text} GROUP BY check_id
    ORDER BY bool_or(check_id = ${text}) DESC, bool_or(name ILIKE ${`${part}%`}) DESC, max(name), check_id
    LIMIT ${HITS_MAX}`
}
