import { isStorable } from '../core/storable.ts'
import { AppError } from '../errors.ts'
import { isReading } from './origin.ts'

const BODY_BYTES_MAX = 256 * 1024

type Values = Record<string, unknown>

/** What a request gives: its query when it reads, its JSON body when it writes; the path wins over both. */
export async function readInput(request: Request, path: Values): Promise<Values> {
  const given = isReading(request.method) ? queryValues(new URL(request.url).searchParams) : await bodyValues(request)
  const input = { ...given, ...path }
  refuseUnstorable(input)
  return input
}

/** No column could hold such a text, so no route has to look for it (T11). */
function refuseUnstorable(value: unknown): void {
  if (typeof value === 'string' && !isStorable(value)) {
    throw new AppError('invalid', 'A text holds a character of code 0, or half of one, which cannot be stored.')
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, one] of Object.entries(value)) {
    refuseUnstorable(name)
    refuseUnstorable(one)
  }
}

/** A name that comes once is a text, one that repeats is a list. */
export function queryValues(query: URLSearchParams): Values {
  const names = [...new Set(query.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

async function bodyValues(request: Request): Promise<Values> {
  const text = await readText(request)
  if (text === '') return {}
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    throw new AppError('invalid', 'The body must be JSON, with the content type application/json.')
  }
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid', 'The body is not JSON.', { cause: error })
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new AppError('invalid', 'The body must be a JSON object.')
  }
  return body as Values
}

/** Stops reading at the limit, whatever length was promised. */
async function readText(request: Request): Promise<string> {
  if (request.body === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > BODY_BYTES_MAX) throw new AppError('invalid', 'The body is larger than 256 KiB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
