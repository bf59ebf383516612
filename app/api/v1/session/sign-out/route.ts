import { z } from 'zod'
import { endSession } from '#lib/auth/sessions'
import { handleAnyone } from '#lib/http/handle'

export const POST = handleAnyone({
  input: z.strictObject({}),
  run: async (_, headers) => Response.json({ signedOut: true }, { headers: await endSession(headers) }),
})
