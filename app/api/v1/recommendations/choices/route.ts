import { z } from 'zod'
import { listRecommendationChoices } from '#lib/domains/recommendations/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({
  permission: 'recommendations:read',
  input: z.strictObject({}),
  run: listRecommendationChoices,
})
