import { evaluationListInput, listEvaluationPage } from '#lib/domains/config/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: evaluationListInput, run: listEvaluationPage })
