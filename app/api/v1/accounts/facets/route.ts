import { z } from 'zod'
import { listAccountFacets } from '#lib/domains/accounts/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: z.strictObject({}), run: listAccountFacets })
