import { handleProbe } from '#lib/http/handle'

/** The process answers; nothing else is asked. */
export const GET = handleProbe(async () => Response.json({ status: 'live' }))
