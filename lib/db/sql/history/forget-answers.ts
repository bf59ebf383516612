import type pg from 'pg'

/** Forgets by which ids answers came before an instant: nobody sends those again. What was answered stays. */
export async function forgetAnswers(pool: pg.Pool, before: Date): Promise<void> {
  await pool.query('DELETE FROM answer WHERE at < $1', [before])
}
