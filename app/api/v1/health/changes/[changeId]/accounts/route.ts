import { listChangeAccounts } from '#lib/domains/health/change-detail'
import { affectedAccountInput } from '#lib/domains/health/contract'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: affectedAccountInput, run: listChangeAccounts })
