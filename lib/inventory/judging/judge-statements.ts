/** Judges what AWS Config, AWS Health and Trusted Advisor say, from what is recorded of them. */
import type { PoolClient } from 'pg'
import type { Judging } from './judge-place.ts'
import type { Place } from './place-lock.ts'

/** Sources whose rows are statements about findings; all others feed the judging of functions. */
export const STATEMENT_SOURCES = ['health.events', 'trustedadvisor.checks', 'config.compliance'] as const
export type StatementSource = (typeof STATEMENT_SOURCES)[number]

export function isStatementSource(source: string): source is StatementSource {
  return (STATEMENT_SOURCES as readonly string[]).includes(source)
}

/** `place` is the scope's: account and Region for Config, `global` for the others. */
export async function judgeStatementsOf(
  _client: PoolClient,
  _source: StatementSource,
  _place: Place,
  _judging: Judging,
): Promise<void> {}
