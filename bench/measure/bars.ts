/** The bars for a release, as far as this part is judged by them; each with the direction that passes. */

type Bar = { section: string; what: string; pass: 'at least' | 'at most'; limit: number }

export const BARS = {
  P1: { section: 'ingest', what: 'first ingest, rows/s over COPY of the same rows', pass: 'at least', limit: 0.7 },
  'P2 speed': { section: 'ingest', what: 'unchanged again, rows/s over the first', pass: 'at least', limit: 2.5 },
  'P2 cpu': { section: 'ingest', what: 'CPU per row of the first over unchanged', pass: 'at least', limit: 10 },
  'P2 wal': { section: 'ingest', what: 'bytes of WAL per unchanged row', pass: 'at most', limit: 10 },
  'P2 rows': { section: 'ingest', what: 'new row versions by an unchanged snapshot', pass: 'at most', limit: 0 },
  'P3 speed': { section: 'ingest', what: '1 % changed, rows/s over the first', pass: 'at least', limit: 2 },
  'P3 wal': { section: 'ingest', what: 'WAL with 1 % changed over the first', pass: 'at most', limit: 0.15 },
  P4: { section: 'ingest', what: 'first ingest over Prisma createMany, rows/s', pass: 'at least', limit: 8 },
  'P5 100': {
    section: 'collection',
    what: 'collection of 100 accounts, wall over its lower bound',
    pass: 'at most',
    limit: 1.25,
  },
  'P5 1000': {
    section: 'collection',
    what: 'collection of 1,000 accounts, wall over its lower bound',
    pass: 'at most',
    limit: 1.25,
  },
  'P5 paced': {
    section: 'collection',
    what: 'Config and Health, once rates are known, over their bound',
    pass: 'at most',
    limit: 1.25,
  },
  'P5 known': { section: 'collection', what: 'the same once page counts are known', pass: 'at most', limit: 1.1 },
  P6: { section: 'collection', what: 'throttled calls over all, published limits', pass: 'at most', limit: 0 },
  'P6 hidden': {
    section: 'collection',
    what: 'throttled calls over all, hidden limits',
    pass: 'at most',
    limit: 0.005,
  },
  'P7 wall': { section: 'collection', what: 'wall per account, 1,000 accounts over 100', pass: 'at most', limit: 1.05 },
  'P7 memory': { section: 'collection', what: 'peak memory, 1,000 accounts over 100', pass: 'at most', limit: 1.2 },
  'P8 roles': { section: 'collection', what: 'assumed roles over accounts of the run', pass: 'at most', limit: 1 },
  'P8 sockets': { section: 'collection', what: 'connections over 2 × Regions × sockets', pass: 'at most', limit: 1 },
  P9: { section: 'collection', what: 'last page to committed, over the wall time', pass: 'at most', limit: 0.1 },
  'P10 size': { section: 'pages', what: 'list p95 at 1 M over 100 k, slowest filter', pass: 'at most', limit: 1.5 },
  'P10 deep': { section: 'pages', what: 'page 90 % deep over the first, slowest filter', pass: 'at most', limit: 1.5 },
  'P11 raw': { section: 'pages', what: 'raw GROUP BY over overview totals, at 1 M', pass: 'at least', limit: 100 },
  'P11 size': { section: 'pages', what: 'overview totals at 1 M over 100 k', pass: 'at most', limit: 1.5 },
  'P12 recount': { section: 'upkeep', what: 'rollups that differ from a recount', pass: 'at most', limit: 0 },
  'P12 upkeep': { section: 'upkeep', what: 'upkeep of rollups over the write', pass: 'at most', limit: 0.6 },
  'P12 config': { section: 'upkeep', what: 'totals over the write, recording Config', pass: 'at most', limit: 0.6 },
  'P12 advisor': {
    section: 'upkeep',
    what: 'totals over the write, recording Trusted Advisor',
    pass: 'at most',
    limit: 0.6,
  },
  'DB cpu': {
    section: 'database',
    what: 'CPU of PostgreSQL for a collection, over that of the revision before',
    pass: 'at most',
    limit: 0.6,
  },
  'DB rows': {
    section: 'database',
    what: 'rows of scopes touched over scopes, a collection',
    pass: 'at most',
    limit: 40,
  },
  'DB calls': {
    section: 'database',
    what: 'round trips to PostgreSQL over four for each place, a collection',
    pass: 'at most',
    limit: 12,
  },
  'AWS calls': {
    section: 'database',
    what: 'calls of AWS over those that were not repeated',
    pass: 'at most',
    limit: 1.01,
  },
  export: { section: 'pages', what: 'export memory, 1 M findings over 100 k', pass: 'at most', limit: 1.2 },
} as const satisfies Record<string, Bar>

export type BarName = keyof typeof BARS
