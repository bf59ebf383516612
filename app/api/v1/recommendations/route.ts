import { recommendationListInput } from '#lib/domains/recommendations/contract'
import { listRecommendationPage } from '#lib/domains/recommendations/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({
  permission: 'recommendations:read',
  input: recommendationListInput,
  run: listRecommendationPage,
})
