import type { ChainedEntry } from '../../../history/chain.ts'
import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { all, oneOf, oneOfTeams } from './one-of.ts'

export type DecisionFilters = {
  filters: Partial<Record<'account' | 'team' | 'check', readonly string[]>>
}

/** The sequence and the hashes are null until the entry is sealed. */
export type ExportedDecision = Omit<ChainedEntry, 'sequence'> & {
  sequence: number | null
  previousHash: string | null
  hash: string | null
}

const COLUMNS = Prisma.sql`h.sequence::int AS sequence, h.at, h.id, h.account_id AS "accountId", h.actor, h.action,
  h.object, h.entry, h.previous_hash AS "previousHash", h.hash`

/** Entries of recommendations; whose they are now decides about a team's, as it does on the pages. */
function condition({ filters }: DecisionFilters): Prisma.Sql {
  const { account, team, check } = filters
  const ofRecommendation = all([...oneOfTeams(Prisma.sql`r.team_id`, team), ...oneOf(Prisma.sql`r.check_id`, check)])
  return all([
    Prisma.sql`(h.object LIKE 'recommendation:%')`,
    ...oneOf(Prisma.sql`h.account_id`, account),
    ...(team?.length || check?.length
      ? [
          Prisma.sql`EXISTS (SELECT FROM recommendation r WHERE r.account_id = h.account_id
            AND r.id = steward_recommendation(h.object) AND ${ofRecommendation})`,
        ]
      : []),
  ])
}

/** Sealed entries behind a place in the chain, in its order. */
export function exportSealed(tx: Tx, filters: DecisionFilters, after: number, limit: number) {
  return tx.$queryRaw<ExportedDecision[]>`
    SELECT ${COLUMNS} FROM history h WHERE ${condition(filters)} AND h.sequence IS NOT NULL AND h.sequence > ${after}
    ORDER BY h.sequence LIMIT ${limit}`
}

/** Entries that wait for the sealer, in the order they will have. */
export function exportUnsealed(tx: Tx, filters: DecisionFilters, after: { at: Date; id: string }, limit: number) {
  return tx.$queryRaw<ExportedDecision[]>`
    SELECT ${COLUMNS} FROM history h WHERE ${condition(filters)} AND h.sequence IS NULL
      AND (h.at, h.id) > (${after.at}, ${after.id}::uuid) ORDER BY h.at, h.id LIMIT ${limit}`
}

export async function hasUnsealed(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM history h WHERE h.sequence IS NULL AND (h.object LIKE 'recommendation:%') LIMIT 1`
  return rows.length > 0
}

export async function countExportedDecisions(tx: Tx, filters: DecisionFilters, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT 1 FROM history h WHERE ${condition(filters)} LIMIT ${most}) counted`
  return Number(row?.count ?? 0)
}
