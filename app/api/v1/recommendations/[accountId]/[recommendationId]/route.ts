import { recommendationKey } from '#lib/domains/recommendations/contract'
import { getRecommendation } from '#lib/domains/recommendations/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'recommendations:read', input: recommendationKey, run: getRecommendation })
