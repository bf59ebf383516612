/** Signature Version 4, as the receiving side checks it. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { WireRequest } from './wire.ts'

const ALGORITHM = 'AWS4-HMAC-SHA256'
const EMPTY_BODY_HASH = createHash('sha256').update('').digest('hex')

/** What the `Authorization` header claims. */
export type Claim = {
  accessKeyId: string
  /** `20261121`. */
  date: string
  region: string
  /** The name that services sign under: CloudWatch is `monitoring`. */
  service: string
  signedHeaders: readonly string[]
  signature: string
  /** `20261121T215254Z`. */
  timestamp: string
}

const AUTHORIZATION_PATTERN = new RegExp(
  `^${ALGORITHM} Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$`,
)

/** The claim, or null when the request carries none that can be read. */
export function findClaim({ headers }: WireRequest): Claim | null {
  const parts = AUTHORIZATION_PATTERN.exec(headers.authorization ?? '')
  const timestamp = headers['x-amz-date'] ?? ''
  const [, accessKeyId, date, region, service, signedHeaders, signature] = parts ?? []
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) return null
  if (!timestamp.startsWith(date)) return null
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature, timestamp }
}

/** True when somebody who knows the secret signed exactly this request. */
export function isSignedWith(secret: string, claim: Claim, request: WireRequest): boolean {
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`
  const textToSign = [ALGORITHM, claim.timestamp, scope, sha256(canonicalRequest(claim, request))].join('\n')
  const expected = hmac(signingKey(secret, claim), textToSign)
  return timingSafeEqual(expected, Buffer.from(claim.signature, 'hex'))
}

function canonicalRequest(claim: Claim, request: WireRequest): string {
  const headers = claim.signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`,
  )
  return [
    request.method,
    // Every service but S3 encodes the path once more than it is on the wire.
    encode(request.path).replaceAll('%2F', '/'),
    canonicalQuery(request.query),
    headers.join(''),
    claim.signedHeaders.join(';'),
    request.body.length === 0 ? EMPTY_BODY_HASH : sha256(request.body),
  ].join('\n')
}

function canonicalQuery(query: string): string {
  if (query === '') return ''
  return [...new URLSearchParams(query)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Four HMACs that give the same key all day; a collection signs thousands of calls with each. */
const keys = new Map<string, Buffer>()
const KEYS_KEPT = 20_000

function signingKey(secret: string, { date, region, service }: Claim): Buffer {
  const name = `${secret}/${date}/${region}/${service}`
  let key = keys.get(name)
  if (!key) {
    if (keys.size >= KEYS_KEPT) keys.clear()
    key = [date, region, service, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`))
    keys.set(name, key)
  }
  return key
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** The instant of `20261121T215254Z`; an invalid date when it is none. */
export function instantOf(timestamp: string): Date {
  return new Date(timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}

/** `20261121T215254Z`. */
export function timestampOf(instant: Date): string {
  return `${instant.toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`
}
