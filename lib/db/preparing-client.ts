/**
 * A connection on which PostgreSQL reads and plans each statement with parameters once, not at every call. A collection
 * calls a few statements thousands of times, each for a few rows, so that planning costs more than the work (0063).
 */
import { hash } from 'node:crypto'
import { LastingClient } from './clients.ts'

export class PreparingClient extends LastingClient {
  // biome-ignore lint/suspicious/noExplicitAny: hands on each of the forms that pg takes, and answers as pg does.
  override query(...given: any[]): any {
    const [text, values, ...rest] = given
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    const query: (...args: any[]) => any = super.query
    if (!isAskedAgain(text, values)) return query.apply(this, given)
    return query.call(this, { name: nameOf(text), text, values }, ...rest)
  }
}

/** A connection keeps what it has prepared until it ends. The table of a stage is of one attempt, and so is its statement. */
const isAskedAgain = (text: unknown, values: unknown): text is string =>
  typeof text === 'string' && Array.isArray(values) && values.length > 0 && !text.includes('staging.')

/** Of statements that stand in the code: there are no more names than these. */
const names = new Map<string, string>()

function nameOf(text: string): string {
  const name = names.get(text) ?? hash('sha256', text, 'base64url')
  names.set(text, name)
  return name
}
