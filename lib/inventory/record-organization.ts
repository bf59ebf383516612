import type { ClientBase } from 'pg'
import type { OrganizationRow } from '../collectors/rows.ts'
import { followUnitPaths } from '../db/sql/inventory/follow-unit-paths.ts'
import { listUnits } from '../db/sql/inventory/list-units.ts'
import { syncAccounts } from '../db/sql/inventory/sync-accounts.ts'
import { syncUnitClosure } from '../db/sql/inventory/sync-unit-closure.ts'
import { syncUnits } from '../db/sql/inventory/sync-units.ts'
import { writeOrganization } from '../db/sql/inventory/write-organization.ts'
import type { MemoryRow } from './memory-stage.ts'
import { deriveUnitTree } from './unit-tree.ts'

/**
 * Brings organisation, units and accounts to what the reading showed. A complete one also tells which units ended and
 * which accounts left; neither is ever deleted. Answers whether anything changed.
 */
export async function recordOrganization(
  client: ClientBase,
  rows: readonly MemoryRow<OrganizationRow>[],
  { endsAbsent, at }: { endsAbsent: boolean; at: Date },
): Promise<boolean> {
  const organization = rows.find((row) => row.kind === 'organization')
  const units = rows.filter((row) => row.kind === 'unit').map(({ id, parentId, name }) => ({ id, parentId, name }))
  const accounts = rows.filter((row) => row.kind === 'account')

  let changed = organization === undefined ? 0 : await writeOrganization(client, organization, at)
  // A partial reading changes the units it showed and leaves the others standing.
  const standing = endsAbsent ? [] : await listUnits(client)
  const merged = new Map([...standing, ...units].map((unit) => [unit.id, unit]))
  const tree = deriveUnitTree([...merged.values()])
  changed += await syncUnits(client, tree.units, at)
  await syncUnitClosure(client, tree.closure)
  changed += await syncAccounts(client, accounts, { endsAbsent, at })
  changed += await followUnitPaths(client)
  return changed > 0
}

/** What tells rows of the three kinds apart. */
export const organizationRowKey = (row: OrganizationRow): string => `${row.kind} ${row.id}`
