/**
 * What the process that faces people may know of the environment. It reads no AWS, so it gets no way to a key of AWS, in
 * whatever variable that stands; and none of the logins, tokens and proxies of whoever started it (T15).
 */
const SETTINGS = [
  'STEWARD_MODE',
  'STEWARD_DATA_DIR',
  'STEWARD_HOST',
  'STEWARD_BASE_URL',
  'STEWARD_AUTH_SECRET',
  'STEWARD_WEB_DATABASE_URL',
  'STEWARD_NOTICE_DAYS',
  'STEWARD_ASK_SEVERITY',
  'STEWARD_TEAM_TAGS',
  'STEWARD_RUNTIMES_FILE',
  'STEWARD_REQUESTS_PER_MINUTE',
  'STEWARD_LOG_LEVEL',
  'STEWARD_CLOCK_OFFSET_MS',
] as const

/** Of Node.js, Next.js and the system. */
const OTHERS = [
  'NODE_ENV',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  'NEXT_TELEMETRY_DISABLED',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'PATH',
  'HOME',
  'TMPDIR',
  'TZ',
  'LANG',
  'LC_ALL',
  'HOSTNAME',
  'PORT',
  // Whom it ends with.
  'LEAVE_WITH',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
] as const

const ALLOWED: ReadonlySet<string> = new Set([...SETTINGS, ...OTHERS])

/** The names of the settings that the web reads; a guard compares them with its code. */
export const WEB_SETTINGS: readonly string[] = [...SETTINGS, 'PORT']

type Variables = Record<string, string | undefined>

/** Pure. A moved clock is allowed beside a simulator alone, so where there is one its address comes along. */
export function forWeb(variables: Variables): Variables {
  const kept = Object.fromEntries(Object.entries(variables).filter(([name]) => ALLOWED.has(name)))
  const isClockMoved = Number(variables.STEWARD_CLOCK_OFFSET_MS || 0) !== 0
  return isClockMoved ? { ...kept, AWS_ENDPOINT_URL: variables.AWS_ENDPOINT_URL } : kept
}
