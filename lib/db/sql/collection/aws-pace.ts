import type { Pool } from 'pg'
import type { Rate } from '../../../collectors/aws/token-bucket.ts'
import { LEARNING } from '../../../collectors/aws/token-bucket.ts'

/** What a clean while has given a bucket `p`, as of now. Times are the server's: the one clock that all workers share. */
const CLEAN_STEPS = `greatest(0, floor(extract(epoch FROM clock_timestamp() - p.clean_since) * 1000 / $6))`
const GAINED = `least($4, p.per_second + ${CLEAN_STEPS} * $5)`
const FILLED = `least($3, p.tokens + greatest(0, extract(epoch FROM clock_timestamp() - p.filled_at)) * p.per_second)`

/** Takes tokens of a bucket, also those that it does not have yet, and tells how long it takes until it has. */
export async function reserveTokens(
  pool: Pool,
  bucket: string,
  { startPerSecond, mostPerSecond, burst }: Rate,
  tokens: number,
): Promise<{ waitMs: number; perSecond: number }> {
  const { rows } = await pool.query<{ tokens: number; perSecond: number }>(
    `INSERT INTO aws_pace AS p (bucket, per_second, tokens, filled_at, clean_since)
     VALUES ($1, $2, $3::float8 - $7::float8, clock_timestamp(), clock_timestamp())
     ON CONFLICT (bucket) DO UPDATE SET tokens = ${FILLED} - $7, filled_at = clock_timestamp(), per_second = ${GAINED},
       clean_since = p.clean_since + ${CLEAN_STEPS} * $6 * interval '1 millisecond'
     RETURNING tokens, per_second AS "perSecond"`,
    [bucket, startPerSecond, burst, mostPerSecond, LEARNING.gainPerSecond, LEARNING.cleanMs, tokens],
  )
  const [state] = rows
  if (state === undefined) throw new Error(`the bucket ${bucket} was not written`)
  return { waitMs: state.tokens < 0 ? (-state.tokens * 1_000) / state.perSecond : 0, perSecond: state.perSecond }
}

/** AWS refused a call of the bucket: it is slower from now on, for everybody. */
export async function slowDown(pool: Pool, bucket: string, { startPerSecond }: Rate): Promise<void> {
  await pool.query(
    `INSERT INTO aws_pace AS p (bucket, per_second, tokens, filled_at, clean_since)
     VALUES ($1, greatest($3::float8, $2::float8 * $4::float8), 0, clock_timestamp(), clock_timestamp())
     ON CONFLICT (bucket) DO UPDATE SET per_second = greatest($3, p.per_second * $4), tokens = least(p.tokens, 0),
       filled_at = clock_timestamp(), clean_since = clock_timestamp()`,
    [bucket, startPerSecond, LEARNING.leastPerSecond, LEARNING.lossOnThrottle],
  )
}
