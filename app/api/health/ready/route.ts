import { handleProbe } from '#lib/http/handle'
import { getReadiness } from '#lib/http/readiness'

const RETRY_AFTER_S = 5

export const GET = handleProbe(async () => {
  const readiness = await getReadiness()
  if (readiness.status === 'ready') return Response.json(readiness)
  return Response.json(readiness, { status: 503, headers: { 'retry-after': String(RETRY_AFTER_S) } })
})
