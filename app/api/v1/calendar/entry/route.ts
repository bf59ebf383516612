import { entryInput } from '#lib/domains/calendar/contract'
import { getEntry } from '#lib/domains/calendar/entry-detail'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: entryInput, run: getEntry })
