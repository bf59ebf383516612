import { listChangeResources } from '#lib/domains/health/change-detail'
import { affectedResourceInput } from '#lib/domains/health/contract'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: affectedResourceInput, run: listChangeResources })
