/** The yardstick of ingest: COPY of the very rows, as text that is ready, into the same tables with their indexes. */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { wallMs } from '../measure/repeat.ts'

/** Milliseconds that COPY takes for what the tables hold now. Leaves them empty. */
export async function copyMs(superuser: pg.Pool, tables: readonly string[]): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'steward-bench-copy-'))
  const file = (table: string) => join(directory, table)
  const client = await superuser.connect()
  try {
    for (const table of tables)
      await pipeline(client.query(to(`COPY ${table} TO STDOUT`)), createWriteStream(file(table)))
    await client.query(`TRUNCATE ${tables.join(', ')}`)
    await client.query('CHECKPOINT')
    const elapsedMs = await wallMs(async () => {
      for (const table of tables) {
        await pipeline(
          createReadStream(file(table), { highWaterMark: 1 << 20 }),
          client.query(from(`COPY ${table} FROM STDIN`)),
        )
      }
    })
    await client.query(`TRUNCATE ${tables.join(', ')}`)
    return elapsedMs
  } finally {
    client.release()
    rmSync(directory, { recursive: true, force: true })
  }
}
