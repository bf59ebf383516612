/** Codes of Node.js, PostgreSQL and Prisma that say the server is not there, not that the question was wrong. */
const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  '57P01', // the server shuts down
  '57P02', // it crashed
  '57P03', // it starts
  '53300', // too many connections
  'P1001', // not reachable
  'P1002', // no answer in time
  'P1008',
  'P1017', // it closed the connection
  'P2024', // no free connection in time
  'P2028', // no transaction in time
])

/** True when an error, or what caused it, says that the database cannot be reached (T7: 503, never a way in). */
export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as Error & { code?: unknown }
    if (typeof code === 'string' && AWAY_CODES.has(code)) return true
    if (/timeout exceeded when trying to connect|Connection terminated/.test(at.message)) return true
  }
  return false
}
