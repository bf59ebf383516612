import { functionListInput } from '#lib/domains/lambda/contract'
import { listFunctionPage } from '#lib/domains/lambda/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: functionListInput, run: listFunctionPage })
