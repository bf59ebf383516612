/** AWS Account Management: Regions and alternate contacts, asked from within the account. */
import { restJson } from '../protocols/rest-json.ts'
import { AwsError } from '../protocols/wire.ts'
import { CONTACT_TYPES } from '../world/contacts.ts'
import { ALL_REGIONS, DEFAULT_REGIONS } from '../world/regions.ts'
import type { Call, Service } from './service.ts'

const routes = [
  { operation: 'ListRegions', method: 'POST', path: '/listRegions' },
  { operation: 'GetAlternateContact', method: 'POST', path: '/getAlternateContact' },
] as const

export const account: Service = {
  name: 'account',
  signedAs: 'account',
  protocols: [restJson(routes, { messageKey: 'message' })],
  operations: {
    ListRegions: {
      action: 'account:ListRegions',
      resource: accountArn,
      listing: {
        items: 'Regions',
        tokenIn: 'NextToken',
        tokenOut: 'NextToken',
        sizeParameter: 'MaxResults',
        pageSizeMax: 50,
      },
      answer: (call) => ({ Regions: listRegions(call) }),
    },
    GetAlternateContact: {
      action: 'account:GetAlternateContact',
      resource: accountArn,
      answer: (call) => ({ AlternateContact: getAlternateContact(call) }),
    },
  },
}

function accountArn({ account: { id } }: Call): string {
  return `arn:aws:account::${id}:account`
}

function listRegions({ account: { enabledRegions }, parameters }: Call) {
  const asked = parameters.RegionOptStatusContains
  return ALL_REGIONS.map((name) => ({ RegionName: name, RegionOptStatus: optStatus(name, enabledRegions) })).filter(
    ({ RegionOptStatus }) => !Array.isArray(asked) || asked.includes(RegionOptStatus),
  )
}

function optStatus(region: string, enabled: readonly string[]): string {
  if (DEFAULT_REGIONS.includes(region)) return 'ENABLED_BY_DEFAULT'
  return enabled.includes(region) ? 'ENABLED' : 'DISABLED'
}

function getAlternateContact({ account: { id, contacts }, parameters }: Call) {
  const { AlternateContactType: type, AccountId: asked } = parameters
  if (!CONTACT_TYPES.some((known) => known === type)) {
    throw new AwsError('ValidationException', 'Invalid AlternateContactType', {
      fields: { reason: 'fieldValidationFailed' },
    })
  }
  // Naming an account is for the management account and takes trusted access, which this organisation has not set up.
  if (asked !== undefined && asked !== id) {
    throw new AwsError('AccessDeniedException', 'You do not have sufficient access to perform this action.', {
      status: 403,
    })
  }
  const contact = contacts.find((one) => one.type === type)
  if (!contact) throw new AwsError('ResourceNotFoundException', 'contact not found', { status: 404 })
  return {
    Name: contact.name,
    Title: contact.title,
    EmailAddress: contact.email,
    PhoneNumber: contact.phone,
    AlternateContactType: contact.type,
  }
}
