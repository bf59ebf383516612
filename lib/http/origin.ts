import { isLoopback } from '../core/loopback.ts'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'

const READING_METHODS = ['GET', 'HEAD']

export const isReading = (method: string): boolean => READING_METHODS.includes(method)

/**
 * A browser says where a writing request comes from; only our own pages may send one (T9). A script says nothing, and
 * has no cookie of somebody else's either. Where the server listens on loopback only, so must the name it was asked by:
 * a foreign name that was made to point here is not ours.
 */
export function refuseForeignOrigin(request: { method: string; headers: Headers }): void {
  if (isReading(request.method)) return
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const foreign = new AppError('forbidden', 'This request came from another site.')
  if (origin === null) {
    if (site !== null && site !== 'same-origin' && site !== 'none') throw foreign
    return
  }
  if (!isOwnOrigin(origin, request.headers.get('host'))) throw foreign
}

function isOwnOrigin(origin: string, hostHeader: string | null): boolean {
  const { baseUrl, host } = env()
  if (baseUrl) return origin === baseUrl
  if (!URL.canParse(origin)) return false
  const given = new URL(origin)
  if (isLoopback(host) && !isLoopback(given.hostname)) return false
  return given.host === hostHeader
}
