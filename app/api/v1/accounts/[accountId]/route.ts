import { accountKey } from '#lib/domains/accounts/contract'
import { getAccount } from '#lib/domains/accounts/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: accountKey, run: getAccount })
