import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Statement } from '../../checks/statement.ts'
import { startOfDay } from '../../core/time.ts'
import type { StoredFinding, WitnessRow } from '../../db/sql/judging/select-findings.ts'
import type { FindingContent } from './judge-evidence.ts'
import type { TransitionCause } from './transition-causes.ts'
import { contentOfStatement, hear, type Saying, type WitnessChange } from './witnesses.ts'

const TODAY = startOfDay('2026-11-21')
const ARN = 'arn:aws:lambda:eu-west-1:111111111111:function:charge'
const RESOURCE = {
  id: '00000000-0000-4000-8000-000000000001',
  checkId: 'lambda.deprecated-runtime',
  region: 'eu-west-1',
  resourceId: ARN,
  resourceName: 'charge',
}
const SOURCES = ['lambda.functions', 'health.events', 'trustedadvisor.checks', 'config.compliance'] as const
type Source = (typeof SOURCES)[number]

function statementOf(source: string, runtime: string): Statement {
  return {
    ...RESOURCE,
    subject: `lambda-runtime:${runtime}`,
    verdict: 'deprecated',
    severity: source === 'health.events' ? 'critical' : 'high',
    dueOn: '2027-02-01',
    use: 'unknown',
    details: { title: runtime, source },
  }
}

/** What Lambda itself says is the finding's content, and everybody else makes a statement. */
function sayingOf(source: Source, runtime: string | null, isComplete = true): Saying {
  if (runtime === null) return { is: 'unsaid', because: 'fixed', isComplete }
  const statement = statementOf(source, runtime)
  if (source !== 'lambda.functions') return { is: 'said', statement }
  return { is: 'judged', content: { ...contentOfStatement(statement, 'payments'), use: 'live' } }
}

/** The finding as the store has it after a change. */
function stored(before: StoredFinding | undefined, { change, witness }: WitnessChange): StoredFinding | undefined {
  const row = change?.after ?? before?.row
  if (!row) return undefined
  const others = (before?.witnesses ?? []).filter(({ source }) => source !== witness?.source)
  if (!witness) return { row, witnesses: before?.witnesses ?? [] }
  const now: WitnessRow = {
    source: witness.source,
    // As JSON in the store, whose names have another order.
    statement: witness.statement && {
      ...witness.statement,
      details: reversed(witness.statement.details),
    },
    hash: witness.statementHash,
  }
  return { row, witnesses: witness.endedAt === null ? [...others, now] : others }
}

const reversed = (details: Statement['details']) =>
  Object.fromEntries(Object.entries(details).reverse()) as Statement['details']

function tell(before: StoredFinding | undefined, source: Source, saying: Saying): WitnessChange {
  return hear(RESOURCE, before, saying, {
    accountId: '111111111111',
    source,
    scopeRegion: 'eu-west-1',
    teamId: 'payments',
    at: TODAY,
    cause: null,
    openingCause: 'observed',
    baselineCause: null,
    askSeverity: 'medium',
  })
}

type Told = { source: Source; runtime: string | null }

function findingAfter(told: readonly Told[]): StoredFinding | undefined {
  return told.reduce<StoredFinding | undefined>(
    (before, { source, runtime }) => stored(before, tell(before, source, sayingOf(source, runtime))),
    undefined,
  )
}

/** What must not depend on how it came about. */
function stateOf(finding: StoredFinding | undefined) {
  if (!finding || finding.row.status === 'resolved') return { status: 'none', speakers: [], content: null }
  const { status, subject, verdict, severity, dueOn, use, teamId, evidenceHash, asks, recommendationId } = finding.row
  return {
    status,
    speakers: finding.witnesses.map(({ source }) => source).sort(),
    content: { subject, verdict, severity, dueOn, use, teamId, evidenceHash, asks, recommendationId },
  }
}

const source = fc.constantFrom(...SOURCES)
const runtime = fc.constantFrom('python3.9', 'nodejs20.x', null)
const told: fc.Arbitrary<Told> = fc.record({ source, runtime })

describe('witnesses of one finding', () => {
  test('whatever has happened before, the last words of each source decide, in whatever order they came', () => {
    const last = fc.tuple(runtime, runtime, runtime, runtime)
    const order = fc.shuffledSubarray([...SOURCES], { minLength: SOURCES.length })
    fc.assert(
      fc.property(fc.array(told, { maxLength: 12 }), last, order, order, (past, runtimes, one, other) => {
        const words = (sources: readonly Source[]) =>
          sources.map((name) => ({ source: name, runtime: runtimes[SOURCES.indexOf(name)] ?? null }))
        expect(stateOf(findingAfter([...past, ...words(one)]))).toEqual(stateOf(findingAfter(words(other))))
      }),
    )
  })

  test('a finding is open exactly while any of them speaks, and says what the first of them says', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 20 }), (past) => {
        const last = new Map(past.map(({ source: name, runtime: said }) => [name, said]))
        const speakers = SOURCES.filter((name) => (last.get(name) ?? null) !== null)
        const state = stateOf(findingAfter(past))
        expect(state.status).toBe(speakers.length > 0 ? 'open' : 'none')
        expect(state.speakers).toEqual([...speakers].sort())
        const [first] = speakers
        if (first) expect(state.content?.subject).toBe(`lambda-runtime:${last.get(first)}`)
      }),
    )
  })

  test('an incomplete reading ends nothing (I2)', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 12 }), source, (past, silent) => {
        const before = findingAfter(past)
        const change = tell(before, silent, sayingOf(silent, null, false))
        expect(stateOf(stored(before, change))).toEqual(stateOf(before))
      }),
    )
  })

  test('saying the same again writes nothing', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 12 }), (past) => {
        const before = findingAfter(past)
        const last = new Map(past.map(({ source: name, runtime: said }) => [name, said]))
        for (const [name, said] of last) {
          expect(tell(before, name, sayingOf(name, said))).toEqual({ change: null, witness: null })
        }
      }),
    )
  })

  test('coming back after all had ended, it is the finding it was, opened once more', () => {
    const gone = findingAfter([
      { source: 'health.events', runtime: 'python3.9' },
      { source: 'health.events', runtime: null },
    ])
    expect(gone?.row.status).toBe('resolved')
    const { change } = tell(gone, 'trustedadvisor.checks', sayingOf('trustedadvisor.checks', 'python3.9'))
    expect(change?.after).toMatchObject({ id: RESOURCE.id, status: 'open', reopened: 1, resolvedAt: null })
    expect(change?.transition?.cause).toBe('reopened')
  })
})

describe('what ends without a complete reading', () => {
  const spoken = findingAfter([{ source: 'trustedadvisor.checks', runtime: 'python3.9' }])
  const endings: [TransitionCause, string][] = [
    ['catalogue', 'resolved'],
    ['deleted', 'resolved'],
    ['fixed', 'open'],
    ['suppressed', 'open'],
    ['withdrawn', 'open'],
  ]

  test.each(endings)('because of %s: the finding is then %s', (because, status) => {
    const change = tell(spoken, 'trustedadvisor.checks', { is: 'unsaid', because, isComplete: false })
    expect(stored(spoken, change)?.row.status).toBe(status)
  })
})

test('what asks for no answer has no recommendation, and keeps everything else', () => {
  const low: FindingContent = contentOfStatement({ ...statementOf('health.events', 'x'), severity: 'low' }, 'payments')
  const context = { source: 'trustedadvisor.checks', scopeRegion: 'global', teamId: 'payments', at: TODAY, cause: null }
  const { change } = hear(
    { ...RESOURCE, checkId: 'trustedadvisor.abc' },
    undefined,
    { is: 'said', statement: { ...statementOf('trustedadvisor.checks', 'x'), severity: 'low' } },
    {
      ...context,
      accountId: '111111111111',
      openingCause: 'observed',
      baselineCause: null,
      askSeverity: 'medium',
    },
  )
  expect(change?.after).toMatchObject({ asks: false, recommendationId: null, severity: low.severity, status: 'open' })
})
