import { z } from 'zod'
import { listChangeFacets } from '#lib/domains/health/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: z.strictObject({}), run: listChangeFacets })
