import { z } from 'zod'
import { getOverview } from '#lib/domains/overview/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: z.strictObject({}), run: getOverview })
