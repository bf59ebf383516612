import { checkListInput } from '#lib/domains/trusted-advisor/contract'
import { listCheckPage } from '#lib/domains/trusted-advisor/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: checkListInput, run: listCheckPage })
