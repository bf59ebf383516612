import { ruleListInput } from '#lib/domains/config/contract'
import { listRulePage } from '#lib/domains/config/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: ruleListInput, run: listRulePage })
