import { z } from 'zod'
import { getAdvisorOverview } from '#lib/domains/trusted-advisor/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: z.strictObject({}), run: getAdvisorOverview })
