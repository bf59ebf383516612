import { z } from 'zod'
import { getTrend } from '#lib/domains/lambda/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: z.strictObject({}), run: getTrend })
