import { changeListInput } from '#lib/domains/health/contract'
import { listChangePage } from '#lib/domains/health/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: changeListInput, run: listChangePage })
