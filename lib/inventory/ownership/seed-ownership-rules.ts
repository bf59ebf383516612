import type { ClientBase } from 'pg'
import { stableId } from '../../core/identity.ts'
import { insertFirstOwnershipRules } from '../../db/sql/judging/ownership.ts'

/** Account tags that commonly name the owner, in the order in which they decide. */
const DEFAULT_TAGS = ['team', 'owner', 'squad']

/** The rules of a new installation. Does nothing where there are rules already. */
export async function seedOwnershipRules(client: ClientBase): Promise<void> {
  await insertFirstOwnershipRules(
    client,
    DEFAULT_TAGS.map((tagKey) => ({
      id: stableId('ownership-rule', 'account_tag', tagKey),
      kind: 'account_tag',
      tagKey,
    })),
  )
}
