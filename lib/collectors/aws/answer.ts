/**
 * Whether what came back is an answer at all. The body decides, not its label: what stands in for AWS may label JSON as
 * HTML, and a proxy's page of HTML may be labelled as anything.
 */
import { BadResponseError } from './call-error.ts'

export type RawAnswer = { statusCode: number; headers: Readonly<Record<string, string>>; body: Uint8Array }

const KNOWN_TYPES = /json|xml|cbor/
const EMPTY_JSON = /^\s*\{\s*\}\s*$/
// A map of no entries, of known and of unknown length.
const EMPTY_CBOR = ['a0', 'bfff']
const LONGEST_EMPTY_DOCUMENT = 8
/** As much of a body as tells what it is. */
const HEAD_BYTES = 512

/** Every call we make reads something, so a success without content is a broken answer, never "no items" (F04 to F06). */
export function requireAnswer({ statusCode, headers, body }: RawAnswer): void {
  if (body.length > 0 && !isOfProtocol(body, headers['content-type'] ?? '')) {
    const type = headers['content-type'] || 'not given'
    throw new BadResponseError(`HTTP ${statusCode} with content type ${type}`, { isForeign: true })
  }
  if (statusCode >= 300) return
  if (body.length === 0) throw new BadResponseError(`HTTP ${statusCode} with an empty body`)
  if (isEmptyDocument(body)) throw new BadResponseError(`HTTP ${statusCode} with an empty document`)
}

/** Whether a body is written in one of the protocols of AWS. What is labelled as one is left to the SDK to parse. */
function isOfProtocol(body: Uint8Array, type: string): boolean {
  const head = Buffer.from(body.subarray(0, HEAD_BYTES))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (isHtml(head)) return false
  return KNOWN_TYPES.test(type) || isXml(head) || isCborMap(body) || isJson(head, body)
}

/** A comment or a declaration of XML may stand before it. */
const isHtml = (head: string): boolean => /^(<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|html)\b/is.test(head)

/** A document of AWS's own, or its declaration. */
const isXml = (head: string): boolean => /^(<\?xml\b|<\w+(Response|Result)\b|<Error\b)/.test(head)

/** The first byte of a map in CBOR; no text begins with one. */
const isCborMap = ([first = 0]: Uint8Array): boolean => first >= 0xa0 && first <= 0xbf

function isJson(head: string, body: Uint8Array): boolean {
  if (!head.startsWith('{')) return false
  try {
    JSON.parse(Buffer.from(body).toString('utf8'))
    return true
  } catch {
    return false
  }
}

function isEmptyDocument(body: Uint8Array): boolean {
  if (body.length > LONGEST_EMPTY_DOCUMENT) return false
  const bytes = Buffer.from(body)
  return EMPTY_JSON.test(bytes.toString('latin1')) || EMPTY_CBOR.includes(bytes.toString('hex'))
}
