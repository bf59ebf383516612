import { getChange } from '#lib/domains/health/change-detail'
import { changeKey } from '#lib/domains/health/contract'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: changeKey, run: getChange })
