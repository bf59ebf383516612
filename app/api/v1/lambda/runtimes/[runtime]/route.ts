import { runtimeKey } from '#lib/domains/lambda/contract'
import { getRuntime } from '#lib/domains/lambda/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: runtimeKey, run: getRuntime })
