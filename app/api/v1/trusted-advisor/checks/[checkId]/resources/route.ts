import { flaggedListInput, listFlaggedPage } from '#lib/domains/trusted-advisor/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: flaggedListInput, run: listFlaggedPage })
