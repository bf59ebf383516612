import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'

const LINE_FEED = 0x0a

export type Counted = { rows: number; sha256: string }

/** Passes COPY's text on, and knows afterwards how many rows that were and their hash. Texts have their line feeds escaped. */
export function counted(): { stream: Transform; result(): Counted } {
  const hash = createHash('sha256')
  let rows = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) rows += 1
      done(null, chunk)
    },
  })
  return { stream, result: () => ({ rows, sha256: hash.digest('hex') }) }
}
