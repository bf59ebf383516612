import type { ScopeStatus } from '#lib/core/reading'
import type { Tx } from '../../as-viewer.ts'

export type OrganizationScope = {
  status: ScopeStatus
  cause: string | null
  message: string | null
  since: Date
  lastCompleteAt: Date | null
  firstCompleteAt: Date | null
}

/** How a source fares that is read once for the whole organisation; null before it was ever planned. */
export async function readOrganizationScope(tx: Tx, source: string): Promise<OrganizationScope | null> {
  const [scope] = await tx.$queryRaw<OrganizationScope[]>`
    SELECT status, cause, message, since, last_complete_at AS "lastCompleteAt", first_complete_at AS "firstCompleteAt"
    FROM steward_organization_scope(${source})`
  return scope ?? null
}
