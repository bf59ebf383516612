/**
 * What it means when the database does not do what it was asked, and may do it later: the SQLSTATE decides, however
 * Prisma, pg or pg-boss wrap it. A fault of the statement itself is no trouble of the database, and a bug.
 */
export type DatabaseTrouble = {
  /** `away`: the connection was lost or could not be had, and the same work may be done again on another. */
  kind: 'away' | 'busy' | 'conflict' | 'read-only' | 'no-space' | 'refused'
  /** The SQLSTATE, or the code of Node.js or Prisma, that decided. */
  code: string
  /** What happened and what to do. */
  message: string
  /** When it is worth asking again. */
  retryAfterSeconds: number
}

type Words = Omit<DatabaseTrouble, 'code'>

const AGAIN = 'Try again in a moment.'
const away = (what: string): Words => ({ kind: 'away', message: `${what} ${AGAIN}`, retryAfterSeconds: 5 })
const busy = (what: string): Words => ({ kind: 'busy', message: `${what} ${AGAIN}`, retryAfterSeconds: 5 })
const refused = (what: string): Words => ({ kind: 'refused', message: what, retryAfterSeconds: 60 })

const RESTARTING = away('The database ended the connection: it is restarting, or an administrator ended it.')
const STARTING = away('The database is starting.')
const UNREACHABLE = away('The database does not answer just now: it is restarting, or cannot be reached.')
const NO_CONNECTION_LEFT = away('The database has no connection free: too many are in use.')
const NO_SLOT = busy('Steward has no database connection free: too many requests are under way.')
const LOCKED = busy('Another transaction holds a lock on what was asked for.')
const TOO_SLOW = busy('The database ended the statement, because it took longer than its limit.')
const MEMORY = busy('The database has no memory free for this.')
const CONFLICT: Words = {
  kind: 'conflict',
  message: `Two changes met in the database, and this one was not made. ${AGAIN}`,
  retryAfterSeconds: 1,
}
const READ_ONLY: Words = {
  kind: 'read-only',
  message:
    'The database is read-only just now: pages work, decisions and collections wait until it takes changes again.',
  retryAfterSeconds: 30,
}
const NO_SPACE: Words = {
  kind: 'no-space',
  message: 'The database has no space left on its disk, and nothing was written. Make room there, then try again.',
  retryAfterSeconds: 60,
}
const DISK = busy('The database could not read or write its disk. Its log says why.')
const LOGIN = refused('The database refuses the login of Steward. Correct the user and the password in its URL.')
const NO_DATABASE = refused('There is no database of that name on the server. Create it, or correct the URL.')
const NO_TLS = refused(
  'The database server does not encrypt connections. Switch TLS on there, or write sslmode=disable in its URL.',
)
const CERTIFICATE = refused(
  'The certificate of the database server does not fit. Name its CA in sslrootcert or NODE_EXTRA_CA_CERTS and the server as its certificate does; only sslmode=require leaves it unchecked.',
)
const POOLER = refused(
  'A pooler stands before the database and does not let start-up options through. Take options out of the URL, or name the server itself.',
)

/** SQLSTATEs, and classes of them by their first two characters. */
const BY_STATE: Record<string, Words> = {
  '08': UNREACHABLE,
  '25006': READ_ONLY,
  '25P03': RESTARTING,
  '25P04': RESTARTING,
  '28': LOGIN,
  '3D000': NO_DATABASE,
  '40001': CONFLICT,
  '40P01': CONFLICT,
  '53100': NO_SPACE,
  '53200': MEMORY,
  '53300': NO_CONNECTION_LEFT,
  '53400': MEMORY,
  '55P03': LOCKED,
  '57014': TOO_SLOW,
  '57P01': RESTARTING,
  '57P02': RESTARTING,
  '57P03': STARTING,
  '57P05': RESTARTING,
  '58030': DISK,
}

/** Codes of Node.js and of Prisma, and Prisma's names of what its adapter met. */
const BY_NAME: Record<string, Words> = {
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  ECONNABORTED: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EPIPE: UNREACHABLE,
  DatabaseNotReachable: UNREACHABLE,
  ConnectionClosed: UNREACHABLE,
  SocketTimeout: UNREACHABLE,
  TooManyConnections: NO_CONNECTION_LEFT,
  TransactionWriteConflict: CONFLICT,
  TlsConnectionError: CERTIFICATE,
  AuthenticationFailed: LOGIN,
  DatabaseAccessDenied: LOGIN,
  DatabaseDoesNotExist: NO_DATABASE,
  P1000: LOGIN,
  P1001: UNREACHABLE,
  P1002: UNREACHABLE,
  P1003: NO_DATABASE,
  P1008: UNREACHABLE,
  P1010: LOGIN,
  P1011: CERTIFICATE,
  P1017: UNREACHABLE,
  P2024: NO_SLOT,
  P2028: NO_SLOT,
  P2034: CONFLICT,
}

const BY_MESSAGE: [RegExp, Words][] = [
  [/unsupported startup parameter/i, POOLER],
  [/does not support SSL connections/, NO_TLS],
  [/no more connections allowed|too many clients already|remaining connection slots/i, NO_CONNECTION_LEFT],
  [/no space left on device/i, NO_SPACE],
  [/timeout exceeded when trying to connect/, NO_SLOT],
  [/Connection terminated|^timeout expired$|connection error and is not queryable|Client was closed/, UNREACHABLE],
  [/^(query_wait_timeout|server_login_retry|pgbouncer cannot connect|server conn crashed)/i, UNREACHABLE],
]

const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|ERR_OSSL_)/
/** Prisma's codes look like SQLSTATEs, of which only those of PL/pgSQL begin with a P. */
const SQLSTATE = /^(?!P[1-9])[0-9A-Z]{5}$/
const DEPTH_MAX = 8

/** What trouble of the database an error tells of, or null when it is something else. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  const layers = layersOf(error)
  const texts = layers.map(({ message }) => message).filter((message) => typeof message === 'string')
  for (const [pattern, words] of BY_MESSAGE.slice(0, 2)) {
    if (texts.some((text) => pattern.test(text))) return { ...words, code: 'startup' }
  }
  const codes = layers.flatMap(({ originalCode, code, kind }) => [originalCode, code, kind])
  // What the server said weighs more than what those above it made of it.
  const named = codes.filter((code) => typeof code === 'string')
  for (const code of [...named.filter((one) => SQLSTATE.test(one)), ...named]) {
    const words = wordsOf(code)
    if (words) return { ...words, code }
  }
  for (const [pattern, words] of BY_MESSAGE) {
    if (texts.some((text) => pattern.test(text))) return { ...words, code: words.kind }
  }
  return null
}

function wordsOf(code: string): Words | undefined {
  if (SQLSTATE.test(code)) return BY_STATE[code] ?? BY_STATE[code.slice(0, 2)]
  if (TLS_CODE.test(code)) return CERTIFICATE
  return Object.hasOwn(BY_NAME, code) ? BY_NAME[code] : undefined
}

/** True when the connection is gone or could not be had: what was asked for may be asked again on another. */
export const isDatabaseAway = (error: unknown): boolean => databaseTrouble(error)?.kind === 'away'

/** True when a disk is full: there will not be room a moment later either. */
export const isDatabaseFull = (error: unknown): boolean => databaseTrouble(error)?.kind === 'no-space'

type Layer = { message?: unknown; code?: unknown; originalCode?: unknown; kind?: unknown }

/** An error and everything it was made of. */
function layersOf(error: unknown, depth = 0): Layer[] {
  if (typeof error !== 'object' || error === null || depth > DEPTH_MAX) return []
  const { cause, meta, driverAdapterError, errors } = error as Record<string, unknown>
  const beneath = [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])]
  return [error as Layer, ...beneath.flatMap((one) => layersOf(one, depth + 1))]
}
