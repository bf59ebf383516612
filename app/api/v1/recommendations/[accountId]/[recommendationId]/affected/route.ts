import { affectedInput } from '#lib/domains/recommendations/contract'
import { listAffectedPage } from '#lib/domains/recommendations/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'recommendations:read', input: affectedInput, run: listAffectedPage })
