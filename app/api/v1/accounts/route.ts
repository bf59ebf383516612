import { accountListInput } from '#lib/domains/accounts/contract'
import { listAccountPage } from '#lib/domains/accounts/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: accountListInput, run: listAccountPage })
