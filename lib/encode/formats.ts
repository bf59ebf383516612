import { encodeCsv, encodeCsvForSpreadsheets } from './csv.ts'
import type { ExportFormat } from './format-names.ts'
import { encodeJson, encodeNdjson } from './json.ts'
import type { Rows } from './row.ts'
import { encodeXlsx } from './xlsx.ts'

type Encoder = {
  contentType: string
  encode(columns: readonly string[], rows: Rows): AsyncIterable<string | Uint8Array>
}

export const ENCODERS: Record<ExportFormat, Encoder> = {
  json: { contentType: 'application/json; charset=utf-8', encode: encodeJson },
  ndjson: { contentType: 'application/x-ndjson; charset=utf-8', encode: encodeNdjson },
  csv: { contentType: 'text/csv; charset=utf-8; header=present', encode: encodeCsv },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    async *encode(columns, rows) {
      yield await encodeXlsx(columns, rows)
    },
  },
}

/** `bom`: a byte order mark in front of a CSV file, which the other formats do not have. */
export type EncodingOptions = { bom?: boolean | undefined }

/** Small pieces are put together before they are sent. */
const PIECE_BYTES = 64 * 1024

/** Encoded rows as bytes, in pieces of a size worth sending. */
export async function* encodedBytes(
  format: ExportFormat,
  columns: readonly string[],
  rows: Rows,
  { bom = false }: EncodingOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  let text = ''
  const encode = bom && format === 'csv' ? encodeCsvForSpreadsheets : ENCODERS[format].encode
  for await (const piece of encode(columns, rows)) {
    if (typeof piece !== 'string') {
      yield new Uint8Array(piece)
      continue
    }
    text += piece
    if (text.length < PIECE_BYTES) continue
    yield encoder.encode(text)
    text = ''
  }
  if (text !== '') yield encoder.encode(text)
}

/** For an HTTP answer. The rows' first page is read before the first byte, so that a refusal can still be a status. */
export async function encodedStream(
  format: ExportFormat,
  columns: readonly string[],
  rows: Rows,
  options: EncodingOptions = {},
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const bytes = encodedBytes(format, columns, rows, options)
  let next: Promise<IteratorResult<Uint8Array<ArrayBuffer>>> | undefined = Promise.resolve(await bytes.next())
  return new ReadableStream({
    async pull(controller) {
      const result = await (next ?? bytes.next())
      next = undefined
      if (result.done) controller.close()
      else controller.enqueue(result.value)
    },
    async cancel() {
      await bytes.return(undefined)
    },
  })
}
