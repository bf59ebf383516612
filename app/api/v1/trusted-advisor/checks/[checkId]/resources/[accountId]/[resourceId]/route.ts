import { flaggedKey } from '#lib/domains/trusted-advisor/contract'
import { getFlagged } from '#lib/domains/trusted-advisor/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: flaggedKey, run: getFlagged })
