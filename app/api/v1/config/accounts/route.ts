import { configAccountListInput } from '#lib/domains/config/contract'
import { listConfigAccountPage } from '#lib/domains/config/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: configAccountListInput, run: listConfigAccountPage })
