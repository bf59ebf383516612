/** What one source says of one finding, and how findings are told apart. */
import { createHash } from 'node:crypto'
import { compareText } from '../core/compare-text.ts'
import { stableId } from '../core/identity.ts'
import type { Day } from '../core/time.ts'
import { deprecatedRuntime } from './lambda/deprecated-runtime.ts'
import type { Severity } from './lambda/severity.ts'
import type { Use } from './lambda/version-use.ts'

export type FindingKey = { checkId: string; region: string; resourceId: string; subject: string }

/** Begins with what the subject is called for a person; the rest is the source's own. */
export type StatementDetails = { title: string } & Readonly<Record<string, unknown>>

export type Statement = FindingKey & {
  resourceName: string
  verdict: string
  severity: Severity
  dueOn: Day | null
  use: Use
  details: StatementDetails
}

/** Something that is still recorded and no longer speaks, and why. */
export type Silence = FindingKey & { because: 'withdrawn' | 'suppressed' | 'catalogue' }

/** All that one source says of one account. */
export type Said = { statements: readonly Statement[]; silences: readonly Silence[] }

export const HEALTH_CHECK = 'health.scheduled-change'

/**
 * The same for what is the same thing under the same check, whoever says so and however often it comes back. A function
 * is told by its ARN alone; a resource of AWS Health may be part of several changes, and each is a finding of its own.
 */
export function findingIdOf(accountId: string, { checkId, region, resourceId, subject }: FindingKey): string {
  if (checkId === deprecatedRuntime.id) return stableId('finding', checkId, region, resourceId)
  const parts = ['finding', checkId, accountId, region, resourceId]
  return stableId(...parts, ...(checkId === HEALTH_CHECK ? [subject] : []))
}

/** Names what a finding rests on, as hexadecimal: the same on another day, as long as nothing else has changed. */
export function evidenceHashOf(subject: string, details: object): string {
  return createHash('sha256')
    .update(JSON.stringify([subject, details]))
    .digest('hex')
}

/** The same for words that may have been stored meanwhile, which changes the order of their names. */
export function evidenceHashOfStatement({ subject, details }: Pick<Statement, 'subject' | 'details'>): string {
  return evidenceHashOf(subject, ordered(details) as object)
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b))
  return Object.fromEntries(entries.map(([name, part]) => [name, ordered(part)]))
}

/** Names a whole statement: one with the same name need not be written again. */
export function statementHashOf(statement: Statement): string {
  const { checkId, region, resourceId, resourceName, subject, verdict, severity, dueOn, use, details } = statement
  const parts = [checkId, region, resourceId, resourceName, subject, verdict, severity, dueOn, use, details]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}

/** One statement a finding, however many rows say it: of several the first as ordered. */
export function onePerFinding(
  accountId: string,
  statements: readonly Statement[],
  compare: (a: Statement, b: Statement) => number,
): Statement[] {
  const byId = new Map<string, Statement>()
  for (const statement of statements.toSorted(compare)) {
    const id = findingIdOf(accountId, statement)
    if (!byId.has(id)) byId.set(id, statement)
  }
  return [...byId.values()]
}
