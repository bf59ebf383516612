import { ruleKeyInput } from '#lib/domains/config/contract'
import { getRule } from '#lib/domains/config/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: ruleKeyInput, run: getRule })
