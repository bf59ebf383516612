import { calendarInput } from '#lib/domains/calendar/contract'
import { getCalendar } from '#lib/domains/calendar/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: calendarInput, run: getCalendar })
