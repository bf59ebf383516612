/** The last step of an answer, and the faults that strike on the wire. */
import type { ServerResponse } from 'node:http'
import type { Answered } from './answer-request.ts'
import type { Effect } from './faults.ts'
import type { WireAnswer } from './protocols/wire.ts'

const HTML = '<!DOCTYPE html><html><head><title>503 Service Unavailable</title></head><body>Back soon.</body></html>'
const SLOW_STEP_MS = 100
const SLOW_STEP_BYTES = 1

export function send({ answer, faults, serverTime }: Answered, response: ServerResponse): void {
  response.setHeader('date', serverTime.toUTCString())
  const effect = faults.find((fault) => fault.effect in ON_THE_WIRE)?.effect
  const strike = effect && ON_THE_WIRE[effect]
  if (strike) strike(answer, response)
  else write(answer, response)
}

function write({ status, headers, body }: WireAnswer, response: ServerResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

const half = (body: string | Buffer) => Buffer.from(body).subarray(0, Math.floor(Buffer.byteLength(body) / 2))

const ON_THE_WIRE: Partial<Record<Effect, (answer: WireAnswer, response: ServerResponse) => void>> = {
  http503html: (_, response) => write({ status: 503, headers: { 'content-type': 'text/html' }, body: HTML }, response),
  wrongType: (_, response) => write({ status: 200, headers: { 'content-type': 'text/html' }, body: HTML }, response),
  truncate: (answer, response) => write({ ...answer, body: half(answer.body) }, response),
  empty: (answer, response) => write({ ...answer, body: '' }, response),
  // Says nothing; the connection stays open until the caller gives up.
  hang: () => undefined,
  reset(answer, response) {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) })
    response.write(half(answer.body), () => response.socket?.resetAndDestroy())
  },
  slow: writeSlowly,
}

/** Ten bytes a second, until the caller gives up. */
function writeSlowly({ status, headers, body }: WireAnswer, response: ServerResponse): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  let sent = 0
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + SLOW_STEP_BYTES))
    sent += SLOW_STEP_BYTES
    if (sent >= bytes.length) response.end()
  }, SLOW_STEP_MS)
  response.once('close', () => clearInterval(timer))
  response.once('finish', () => clearInterval(timer))
}
