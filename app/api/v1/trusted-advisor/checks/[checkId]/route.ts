import { checkKey } from '#lib/domains/trusted-advisor/contract'
import { getCheck } from '#lib/domains/trusted-advisor/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: checkKey, run: getCheck })
