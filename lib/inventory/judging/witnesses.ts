/**
 * Several sources that report one thing are its witnesses: one finding, open while any of them speaks. What it says is
 * what the first of them in the order below says. Pure.
 */
import { evidenceHashOfStatement, type Statement, statementHashOf } from '../../checks/statement.ts'
import type { FindingRow, StoredFinding, WitnessRow } from '../../db/sql/judging/select-findings.ts'
import type { WitnessWrite } from '../../db/sql/judging/write-witnesses.ts'
import { type ChangeContext, changeFinding, type FindingChange, type FindingResource } from './change-finding.ts'
import type { FindingContent } from './judge-evidence.ts'
import type { TransitionCause } from './transition-causes.ts'

export const FUNCTIONS = 'lambda.functions'

/** Whose words a finding has: Lambda knows its functions best. */
const PRECEDENCE: readonly string[] = [FUNCTIONS, 'health.events', 'trustedadvisor.checks', 'config.compliance']

/** What one source says of a finding now. */
export type Saying =
  | { is: 'said'; statement: Statement }
  /** Lambda's own words, which are kept in the finding itself. */
  | { is: 'judged'; content: FindingContent }
  /** `isComplete`: its scope was read completely, without which nothing ends (I2). */
  | { is: 'unsaid'; because: TransitionCause; isComplete: boolean }
  /** Nobody has looked again: only whose it is, and whether it asks, may have changed. */
  | { is: 'as before' }

export type WitnessContext = ChangeContext & {
  source: string
  /** Of the source's own scope. */
  scopeRegion: string
  /** The owner of what the finding is about. */
  teamId: string | null
}

export type WitnessChange = { change: FindingChange | null; witness: WitnessWrite | null }

/** True by dates, facts and AWS's own word, however much of the scope could be read. */
const ENDS_WITHOUT_READING: readonly TransitionCause[] = ['catalogue', 'deleted']

const rankOf = (source: string): number => {
  const index = PRECEDENCE.indexOf(source)
  return index === -1 ? PRECEDENCE.length : index
}

/** The one whose words count, or null when nobody says so any more. */
export function speakerOf<One extends { source: string }>(witnesses: readonly One[]): One | null {
  const [first] = witnesses.toSorted((a, b) => rankOf(a.source) - rankOf(b.source))
  return first ?? null
}

/** The content of a finding that a statement speaks for. */
export function contentOfStatement(statement: Statement, teamId: string | null): FindingContent {
  const { subject, verdict, severity, dueOn, use, details } = statement
  return { subject, verdict, severity, dueOn, use, teamId, details, evidenceHash: evidenceHashOfStatement(statement) }
}

/** What a finding and its witness become when a source has been heard. */
export function hear(
  resource: FindingResource,
  before: StoredFinding | undefined,
  saying: Saying,
  context: WitnessContext,
): WitnessChange {
  const known = before?.witnesses.find(({ source }) => source === context.source)
  if (saying.is === 'unsaid' && known && !saying.isComplete && !ENDS_WITHOUT_READING.includes(saying.because)) {
    return { change: null, witness: null }
  }
  const witnesses = witnessesAfter(before?.witnesses ?? [], saying, context.source)
  const outcome = outcomeOf(before?.row, witnesses, saying, context)
  return {
    change: outcome && changeFinding(resource, before?.row, outcome, context),
    witness: writeOf(resource.id, known, saying, context),
  }
}

function witnessesAfter(before: readonly WitnessRow[], saying: Saying, source: string): readonly WitnessRow[] {
  if (saying.is === 'as before') return before
  const others = before.filter((witness) => witness.source !== source)
  if (saying.is === 'unsaid') return others
  return [...others, { source, statement: saying.is === 'said' ? saying.statement : null, hash: null }]
}

function outcomeOf(
  before: FindingRow | undefined,
  witnesses: readonly WitnessRow[],
  saying: Saying,
  { teamId, source }: WitnessContext,
) {
  const speaker = speakerOf(witnesses)
  if (speaker === null) return saying.is === 'unsaid' ? { is: 'over' as const, because: saying.because } : null
  if (speaker.source === source && saying.is === 'judged') return { is: 'finding' as const, content: saying.content }
  if (speaker.statement) return { is: 'finding' as const, content: contentOfStatement(speaker.statement, teamId) }
  // Lambda speaks, and its words stand in the finding: what others say changes nothing.
  return before ? { is: 'finding' as const, content: before } : null
}

function writeOf(
  findingId: string,
  known: WitnessRow | undefined,
  saying: Saying,
  { source, scopeRegion, at }: WitnessContext,
): WitnessWrite | null {
  const write = { findingId, source, region: scopeRegion, since: at, statement: null, statementHash: null }
  switch (saying.is) {
    case 'said': {
      const statementHash = statementHashOf(saying.statement)
      if (known?.hash === statementHash) return null
      return { ...write, endedAt: null, statement: saying.statement, statementHash }
    }
    case 'judged':
      return known ? null : { ...write, endedAt: null }
    case 'unsaid':
      return known ? { ...write, endedAt: at } : null
    case 'as before':
      return null
  }
}
