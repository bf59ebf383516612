/** The query protocol: a form in, XML out. Only STS still speaks it to us. */
import type { AwsError, Output, Protocol, WireAnswer } from './wire.ts'

const DECLARED_VERSION = '2011-06-15'
const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'

export const awsQuery: Protocol = {
  read({ body }) {
    const {
      Action: operation,
      Version: version,
      ...parameters
    } = Object.fromEntries(new URLSearchParams(body.toString('utf8')))
    return operation && version === DECLARED_VERSION ? { operation, parameters } : null
  },

  write(operation, output, requestId) {
    const result = element(`${operation}Result`, output)
    const metadata = element('ResponseMetadata', { RequestId: requestId })
    return xml(200, `<${operation}Response xmlns="${NAMESPACE}">${result}${metadata}</${operation}Response>`, requestId)
  },

  writeError(error: AwsError, requestId) {
    const detail = { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message }
    const body = `${element('Error', detail)}${element('RequestId', requestId)}`
    return xml(error.status, `<ErrorResponse xmlns="${NAMESPACE}">${body}</ErrorResponse>`, requestId)
  },
}

function xml(status: number, body: string, requestId: string): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body }
}

function element(name: string, content: unknown): string {
  return `<${name}>${inner(content)}</${name}>`
}

function inner(content: unknown): string {
  if (content instanceof Date) return content.toISOString().replace(/\.\d+Z$/, 'Z')
  if (typeof content === 'object' && content !== null) {
    return Object.entries(content as Output)
      .map(([name, value]) => element(name, value))
      .join('')
  }
  return escapeXml(String(content))
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
