import { coverageListInput } from '#lib/domains/coverage/contract'
import { getMatrix } from '#lib/domains/coverage/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'coverage:read', input: coverageListInput, run: getMatrix })
