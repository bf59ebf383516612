import { evaluationKey } from '#lib/domains/config/contract'
import { getEvaluation } from '#lib/domains/config/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: evaluationKey, run: getEvaluation })
