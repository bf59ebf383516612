import type { ErrorAnswer } from './error-response.ts'

/** A request of the browser's that was not answered as hoped. `message` is a sentence to show. */
export class RequestError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'RequestError'
    this.status = status
  }

  /** True where the same request may pass a moment later. */
  get mayPass(): boolean {
    return this.status === 0 || this.status >= 500
  }
}

type Options = { method?: 'GET' | 'POST'; body?: unknown; signal?: AbortSignal }

/** Asks our own server. `path` begins with `/api/`. */
export async function fetchJson<Answer>(path: string, { method = 'GET', body, signal }: Options = {}): Promise<Answer> {
  const response = await ask(path, {
    method,
    ...(signal && { signal }),
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new RequestError(response.status, await problemOf(response))
  // Nothing is answered with nothing; what is answered has the type its contract says.
  return (response.status === 204 ? undefined : await response.json()) as Answer
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestError(0, 'Steward does not answer. Check your connection, and that it is still running.')
  }
}

async function problemOf(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as ErrorAnswer
    return error.message
  } catch {
    // A proxy on the way may answer with a page of its own.
    return `Steward answered with status ${response.status}.`
  }
}
