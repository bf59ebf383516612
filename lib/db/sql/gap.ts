import { SETTLED_STATUSES, WAITING } from '../../core/reading.ts'

const settled = SETTLED_STATUSES.map((status) => `'${status}'`).join(', ')

/**
 * Whether something could have been read in a scope and was not: `isGap` of lib/core/reading.ts, for SQL. In these very
 * words the index `scope_gaps` is made, or it is not used.
 */
export const isGapSql = (scope: string): string =>
  `(${scope}.status NOT IN (${settled}) OR (${scope}.status = '${WAITING.status}' AND ${scope}.cause = '${WAITING.cause}'))`
