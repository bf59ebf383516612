import type { ClientBase } from 'pg'
import { stableId } from '../../core/identity.ts'
import { insertFirstOwnershipRule } from '../../db/sql/judging/ownership.ts'

/** The rule of a new installation: tags of accounts name their team. Does nothing where there are rules already. */
export async function seedOwnershipRules(client: ClientBase): Promise<void> {
  await insertFirstOwnershipRule(client, stableId('ownership-rule', 'account_tag', 'setting'))
}
