import { z } from 'zod'
import { listCalendarFacets } from '#lib/domains/calendar/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: z.strictObject({}), run: listCalendarFacets })
