import { functionKey } from '#lib/domains/lambda/contract'
import { getFunction } from '#lib/domains/lambda/function-detail'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: functionKey, run: getFunction })
