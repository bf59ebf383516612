import { resultListInput } from '#lib/domains/trusted-advisor/contract'
import { listResultPage } from '#lib/domains/trusted-advisor/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: resultListInput, run: listResultPage })
