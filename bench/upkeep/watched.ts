import type pg from 'pg'

/** Counts on one side, rows on the other. */
export type Spent = { upkeepMs: number; writeMs: number }

const UPKEEP = /steward_add_(account|organization)_counts/
const WRITE = /^\s*(INSERT|UPDATE|DELETE|MERGE)|steward_add_/

/** The same client, with the time that is waited for its writing statements added up. */
export function watched(client: pg.PoolClient, spent: Spent): pg.PoolClient {
  return withQuery(client, async (text, values) => {
    const startedAt = performance.now()
    const result = await client.query(text, values)
    const ms = performance.now() - startedAt
    if (UPKEEP.test(text)) spent.upkeepMs += ms
    else if (WRITE.test(text)) spent.writeMs += ms
    return result
  })
}

type Explained = { Triggers: { Time: number }[] }

/** The same for statements that all write, carried out under EXPLAIN ANALYZE: PostgreSQL tells what triggers took. */
export function explained(client: pg.PoolClient, spent: Spent): pg.PoolClient {
  return withQuery(client, async (text, values) => {
    const startedAt = performance.now()
    const { rows } = await client.query<{ 'QUERY PLAN': Explained[] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values)
    const ms = performance.now() - startedAt
    const triggersMs = (rows[0]?.['QUERY PLAN'][0]?.Triggers ?? []).reduce((sum, { Time }) => sum + Time, 0)
    spent.upkeepMs += triggersMs
    spent.writeMs += ms - triggersMs
    return { rows: [] }
  })
}

type Query = (text: string, values?: unknown[]) => Promise<unknown>

const withQuery = (client: pg.PoolClient, query: Query): pg.PoolClient =>
  new Proxy(client, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)) })
