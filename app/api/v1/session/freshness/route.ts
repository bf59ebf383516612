import { z } from 'zod'
import { getFreshness } from '#lib/domains/session/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: z.strictObject({}), run: getFreshness })
