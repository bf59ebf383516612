import {
  AccountClient,
  type AlternateContact,
  type AlternateContactType,
  GetAlternateContactCommand,
} from '@aws-sdk/client-account'
import { DAY_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { AwsCallError } from '../../aws/call-error.ts'
import { defineSource } from '../../define-source.ts'

const KINDS = ['OPERATIONS', 'SECURITY', 'BILLING'] as const satisfies AlternateContactType[]

type Item = { kind: AlternateContactType; contact: AlternateContact }

export const accountContacts = defineSource({
  id: 'account.contacts',
  describes: 'Whom to reach about an account: its operations, security and billing contacts.',
  scopedTo: 'account',
  actions: ['account:GetAlternateContact'],
  refreshEveryMs: DAY_MS,
  bucket: 'account.alternate-contact',
  table: 'accountContact',

  async *collect(aws): AsyncIterable<Item> {
    for (const kind of KINDS) {
      const contact = await findContact(aws, kind)
      if (contact) yield { kind, contact }
    }
  },

  normalise: ({ kind, contact }) => ({
    kind,
    name: required(contact.Name, 'Name'),
    title: contact.Title ?? null,
    email: required(contact.EmailAddress, 'EmailAddress'),
    phone: contact.PhoneNumber ?? null,
  }),
})

/** AWS answers a contact that is not set with an error of its own. */
async function findContact(aws: AwsAccess, kind: AlternateContactType): Promise<AlternateContact | null> {
  try {
    // Without an AccountId it is the account of the credentials; with its own id AWS refuses.
    const answer = await aws.call(AccountClient, new GetAlternateContactCommand({ AlternateContactType: kind }))
    return required(answer.AlternateContact, 'AlternateContact')
  } catch (error) {
    if (error instanceof AwsCallError && error.code === 'ResourceNotFoundException') return null
    throw error
  }
}
