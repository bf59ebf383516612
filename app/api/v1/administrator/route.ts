import { z } from 'zod'
import { redeemAdministratorLink } from '#lib/auth/administrator-link'
import { handleAnyone } from '#lib/http/handle'

export const POST = handleAnyone({
  input: z.strictObject({ token: z.string().min(1).max(200) }),
  run: async ({ token }) => Response.json({ signedIn: true }, { headers: await redeemAdministratorLink(token) }),
})
