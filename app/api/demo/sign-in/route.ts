import { z } from 'zod'
import { DEMO_PERSON_IDS, signInToDemo } from '#lib/auth/demo-sign-in'
import { handleAnyone } from '#lib/http/handle'

export const POST = handleAnyone({
  input: z.strictObject({ person: z.enum(DEMO_PERSON_IDS) }),
  run: async ({ person }) => Response.json({ person }, { headers: await signInToDemo(person) }),
})
