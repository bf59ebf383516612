import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { Pool } from 'pg'
import { from } from 'pg-copy-streams'
import type { RowTexts } from './table-shape.ts'

/** Characters that COPY's text format gives a meaning to. */
const SPECIAL = /[\\\n\r\t]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
/** Texts are gathered to about this many characters before they go to the socket. */
const CHUNK_CHARACTERS = 64 * 1024

function escapeText(text: string | null): string {
  if (text === null) return '\\N'
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character) : text
}

export async function copyToStage(pool: Pool, stage: string, rows: readonly RowTexts[]): Promise<void> {
  const client = await pool.connect()
  let broken = true
  try {
    const copy = client.query(from(`COPY staging.${stage} FROM STDIN`))
    const done = finished(copy)
    let chunk = ''
    for (const row of rows) {
      for (let column = 0; column < row.length; column++) {
        chunk += (column === 0 ? '' : '\t') + escapeText(row[column] ?? null)
      }
      chunk += '\n'
      if (chunk.length < CHUNK_CHARACTERS) continue
      if (!copy.write(chunk)) await Promise.race([once(copy, 'drain'), done])
      chunk = ''
    }
    copy.end(chunk)
    await done
    broken = false
  } finally {
    client.release(broken)
  }
}
