import { accountKey } from '#lib/domains/coverage/contract'
import { getAccountScopes } from '#lib/domains/coverage/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'coverage:read', input: accountKey, run: getAccountScopes })
