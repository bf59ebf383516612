import { z } from 'zod'
import { listConfigFacets } from '#lib/domains/config/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: z.strictObject({}), run: listConfigFacets })
