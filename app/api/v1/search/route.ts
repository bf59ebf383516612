import { searchInput } from '#lib/domains/search/contract'
import { searchEstate } from '#lib/domains/search/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'posture:read', input: searchInput, run: searchEstate })
