/**
 * A database's URL, read once by the check of the settings and by whatever connects, so that both see the same. Takes
 * what libpq takes; the rest is refused in words that follow the name of the setting and never show its value.
 */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { type ConnectionOptions, checkServerIdentity } from 'node:tls'

export type DatabaseAddress = {
  user: string
  password: string
  /** A name, an address, or the directory of a socket. */
  host: string
  port: number
  database: string
  /** What the URL says behind its question mark, apart from the above. */
  parameters: ReadonlyMap<string, string>
}

/** Why a text is no URL that Steward can connect to: `must …`. */
export class DatabaseUrlProblem extends Error {}

const DEFAULT_PORT = 5432
const SHAPE = /^postgres(?:ql)?:\/\/(?:(?<login>[^@/?]*)@)?(?<place>[^@/?]*)(?:\/(?<path>[^@?]*))?(?:\?(?<query>.*))?$/
const PLACE = /^(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>\d*))?$/

const ENCODE =
  'must have special characters in the user name and the password percent-encoded: / as %2F, # as %23, ? as %3F, @ as %40, % as %25'
const EXAMPLE = 'postgresql://user:password@host:5432/database'

export function readDatabaseUrl(url: string): DatabaseAddress {
  refuseWhere(!/^postgres(ql)?:\/\//.test(url), 'must be a postgresql:// URL')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  refuseWhere(/[\s\u0000-\u001f\u007f]/.test(url), 'must be without blanks: write them as %20')
  const parts = SHAPE.exec(url)?.groups
  refuseWhere(!parts || url.includes('#'), ENCODE)
  const { login = '', place = '', path = '', query = '' } = parts ?? {}
  const given = readParameters(query)
  refuseWhere(
    [place, given.get('host'), given.get('port')].some((text) => text?.includes(',')),
    'must name one host',
  )
  const { host, port } = readPlace(place, login, given)
  const { user, password } = readLogin(login, given)
  const database = decode(path) || (given.get('dbname') ?? user)
  const parameters = new Map(
    [...given]
      .filter(([name]) => !OF_ADDRESS.includes(name))
      // Parts of Steward run in directories of their own.
      .map(([name, value]) => [name, FILES.includes(name) && value !== 'system' ? resolve(value) : value]),
  )
  for (const [name, value] of parameters) requireParameter(name, value)
  requireTls(parameters)
  return { user, password, host, port, database, parameters }
}

/** In the one form that every part of Steward understands, also `new URL`. */
export function writeDatabaseUrl({ user, password, host, port, database, parameters }: DatabaseAddress): string {
  const isSocket = host.startsWith('/')
  const place = isSocket ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host
  const login = `${encodeURIComponent(user)}${password === '' ? '' : `:${encodeURIComponent(password)}`}`
  const query = [...(isSocket ? [['host', host] as const] : []), ...parameters]
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return `postgresql://${login}@${place}:${port}/${encodeURIComponent(database)}${query ? `?${query}` : ''}`
}

/** Changes parts of a URL. */
export function changeDatabaseUrl(url: string, changes: Partial<DatabaseAddress>): string {
  return writeDatabaseUrl({ ...readDatabaseUrl(url), ...changes })
}

/** How a sentence names the database, without its login. */
export function describeDatabase(url: string): string {
  const { host, port, database } = readDatabaseUrl(url)
  return `${database} at ${host.startsWith('/') ? host : `${isIP(host) === 6 ? `[${host}]` : host}:${port}`}`
}

function refuseWhere(condition: boolean, problem: string): void {
  if (condition) throw new DatabaseUrlProblem(problem)
}

function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text)
    refuseWhere(decoded.includes('\0'), ENCODE)
    return decoded
  } catch (error) {
    throw error instanceof DatabaseUrlProblem ? error : new DatabaseUrlProblem(ENCODE)
  }
}

const FILES: readonly string[] = ['sslrootcert', 'sslcert', 'sslkey']
const OF_ADDRESS: readonly string[] = ['host', 'port', 'user', 'password', 'dbname']

function readParameters(query: string): Map<string, string> {
  const pairs = query.split('&').filter((pair) => pair !== '')
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      refuseWhere(at < 1, `must have each parameter behind the ? as name=value. It also ${ENCODE}`)
      return [decode(pair.slice(0, at)), decode(pair.slice(at + 1))]
    }),
  )
}

function readPlace(place: string, login: string, given: ReadonlyMap<string, string>): { host: string; port: number } {
  const parts = PLACE.exec(place)?.groups
  // Without a login, what looks like a host with a bad port is a login that was cut at a special character.
  refuseWhere(!parts && login === '', ENCODE)
  refuseWhere(!parts, 'must have the port as a number behind the host, and an IPv6 address in brackets')
  const host = (given.get('host') ?? decode(parts?.host ?? '')).replace(/^\[(.*)\]$/, '$1')
  refuseWhere(host === '', `must name the host of the server, as in ${EXAMPLE}`)
  const isName = /^[A-Za-z0-9_.-]+$/.test(host) || isIP(host) !== 0
  refuseWhere(!isName && !host.startsWith('/'), 'must name the host by a name, an address or the directory of a socket')
  const port = given.get('port') || parts?.port || String(DEFAULT_PORT)
  refuseWhere(!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535, 'must have a port from 1 to 65535')
  return { host, port: Number(port) }
}

function readLogin(login: string, given: ReadonlyMap<string, string>): { user: string; password: string } {
  const at = login.indexOf(':')
  const user = given.get('user') ?? decode(at < 0 ? login : login.slice(0, at))
  refuseWhere(user === '', `must name the user, as in ${EXAMPLE}`)
  return { user, password: given.get('password') ?? (at < 0 ? '' : decode(login.slice(at + 1))) }
}

/** What a parameter may be; anything but `true` is what is wrong with it. Those that change nothing here are let pass. */
const PARAMETERS: Record<string, (value: string) => true | string> = {
  sslmode: (value) =>
    SSL_MODES.includes(value) ||
    (value === 'prefer' || value === 'allow'
      ? `must not have sslmode=${value}, which leaves it to the network whether anything is encrypted: write disable, require or verify-full`
      : `must have an sslmode out of ${SSL_MODES.join(', ')}`),
  sslrootcert: (file) => file === 'system' || isReadable(file, 'sslrootcert'),
  sslcert: (file) => isReadable(file, 'sslcert'),
  sslkey: (file) => isReadable(file, 'sslkey'),
  sslnegotiation: oneOf('sslnegotiation', 'postgres', 'direct'),
  ssl: oneOf('ssl', 'true', '1', 'false', '0'),
  options: () => true,
  application_name: () => true,
  fallback_application_name: () => true,
  connect_timeout: (value) => /^\d{1,4}$/.test(value) || 'must have connect_timeout as a number of seconds',
  client_encoding: (value) => /^(utf-?8|auto)$/i.test(value) || 'must leave out client_encoding, which is always UTF8',
  target_session_attrs: oneOf('target_session_attrs', 'any', 'read-write', 'primary'),
  load_balance_hosts: oneOf('load_balance_hosts', 'disable', 'random'),
  gssencmode: oneOf('gssencmode', 'disable', 'prefer'),
  channel_binding: oneOf('channel_binding', 'disable', 'prefer'),
  sslcertmode: oneOf('sslcertmode', 'disable', 'allow'),
  sslcompression: oneOf('sslcompression', '0'),
  sslsni: oneOf('sslsni', '1'),
  keepalives: () => true,
  keepalives_idle: () => true,
  keepalives_interval: () => true,
  keepalives_count: () => true,
  tcp_user_timeout: () => true,
}

const SSL_MODES: readonly string[] = ['disable', 'require', 'verify-ca', 'verify-full', 'no-verify']

function oneOf(name: string, ...values: readonly string[]) {
  return (value: string) => values.includes(value) || `must have ${name} as ${values.join(' or ')}, or leave it out`
}

function isReadable(file: string, name: string): true | string {
  try {
    readFileSync(file)
    return true
  } catch (error) {
    return `must name in ${name} a file that can be read (${(error as NodeJS.ErrnoException).code})`
  }
}

function requireParameter(name: string, value: string): void {
  // A name may be a part of a password that was cut off at a raw question mark, so it is only told when it is plain.
  const shown = /^[a-z_]{1,40}$/.test(name) && !value.includes('@') ? `must leave out the parameter ${name}` : ENCODE
  const problem = Object.hasOwn(PARAMETERS, name)
    ? PARAMETERS[name]?.(value)
    : `${shown}${shown === ENCODE ? '' : ', which Steward does not support'}`
  if (typeof problem === 'string') throw new DatabaseUrlProblem(problem)
}

function requireTls(parameters: ReadonlyMap<string, string>): void {
  const root = parameters.get('sslrootcert')
  refuseWhere(
    parameters.get('sslmode') === 'verify-ca' && (root === undefined || root === 'system'),
    'must name the file of the CA in sslrootcert with sslmode=verify-ca: otherwise write verify-full',
  )
  refuseWhere(
    parameters.has('sslcert') !== parameters.has('sslkey'),
    'must have sslcert and sslkey together, or neither',
  )
}

/** How the connection is encrypted, with libpq's meaning of each mode. Undefined where the URL says nothing. */
export function tlsOf({ host, parameters }: DatabaseAddress): boolean | ConnectionOptions | undefined {
  if (host.startsWith('/')) return false
  const root = parameters.get('sslrootcert')
  const ca = root === undefined || root === 'system' ? undefined : readFileSync(root, 'utf8')
  const mode = parameters.get('sslmode') ?? modeWithoutName(parameters)
  if (mode === undefined) return undefined
  if (mode === 'disable') return false
  const isChecked = mode === 'verify-full' || ca !== undefined
  return {
    rejectUnauthorized: isChecked && mode !== 'no-verify',
    // The name is only looked at with verify-full; the chain also with a CA of one's own.
    checkServerIdentity: mode === 'verify-full' ? checkServerIdentity : () => undefined,
    ...(ca === undefined ? {} : { ca }),
    ...keyOf(parameters),
  }
}

function modeWithoutName(parameters: ReadonlyMap<string, string>): string | undefined {
  const ssl = parameters.get('ssl')
  if (ssl === 'false' || ssl === '0') return 'disable'
  const wantsTls = ssl !== undefined || ['sslrootcert', 'sslcert'].some((name) => parameters.has(name))
  return wantsTls || parameters.get('sslnegotiation') === 'direct' ? 'verify-full' : undefined
}

function keyOf(parameters: ReadonlyMap<string, string>): ConnectionOptions {
  const [cert, key] = [parameters.get('sslcert'), parameters.get('sslkey')]
  return cert === undefined || key === undefined ? {} : { cert: readFileSync(cert), key: readFileSync(key) }
}
