import type pg from 'pg'

/** By the machine's clock: the product's stands in the past while that is filled. */
export async function notePastComplete(pool: pg.Pool): Promise<void> {
  await pool.query(
    `UPDATE installation SET past_complete_at = clock_timestamp() WHERE mode = 'demo' AND past_complete_at IS NULL`,
  )
}
