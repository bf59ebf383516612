import { z } from 'zod'
import { handle } from '#lib/http/handle'
import { LISTS } from '#lib/lists/all-lists'
import { describeApi } from '#lib/lists/describe-api'

export const GET = handle({
  permission: 'posture:read',
  input: z.strictObject({}),
  run: async () => describeApi(LISTS),
})
