import { SETTLED_STATUSES, WAITING } from '../../core/reading.ts'

const settled = SETTLED_STATUSES.map((status) => `'${status}'`).join(', ')

/**
 * Whether something could have been read in a scope and was not: `isGap` of lib/core/reading.ts, for SQL. In these very
 * words the indexes `scope_gaps` and `run_scope_gaps` are made, or they are not used.
 */
export const isGapSql = (scope: string): string =>
  `(${scope}.status NOT IN (${settled}) OR (${scope}.status = '${WAITING.status}' AND ${scope}.cause = '${WAITING.cause}') OR ${scope}.lost)`

/** The state of a scope as pages count it: what waits is not among what was skipped. */
export const countedStateSql = `CASE WHEN status = '${WAITING.status}' AND cause = '${WAITING.cause}' THEN 'waiting' ELSE status END`
