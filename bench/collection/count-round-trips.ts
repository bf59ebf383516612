/** Statements that this process sends to PostgreSQL: each waits for one answer. */
import pg from 'pg'

export function countRoundTrips(): () => number {
  let trips = 0
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...asked: unknown[]) {
    trips += 1
    return Reflect.apply(query, this, asked)
  } as typeof query
  return () => trips
}
