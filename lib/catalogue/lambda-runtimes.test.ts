import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILT_IN_RUNTIMES, catalogueAgeDays, hashOfCatalogue, parseOverride } from './lambda-runtimes.ts'

const override = (runtimes: object[]) => JSON.stringify({ asOf: '2026-11-01', source: 'Our own reading', runtimes })

function accepted(text: string) {
  const outcome = parseOverride(text)
  if ('problem' in outcome) throw new Error(outcome.problem)
  return outcome.catalogue
}

function refused(text: string): string {
  const outcome = parseOverride(text)
  if ('catalogue' in outcome) throw new Error('was accepted')
  return outcome.problem
}

describe('the runtime catalogue', () => {
  test('knows 54 runtimes, each with a source, and successors it knows too', () => {
    const { runtimes, sources } = BUILT_IN_RUNTIMES
    expect(runtimes.size).toBe(54)
    for (const runtime of runtimes.values()) {
      expect(runtime.sources).not.toBe('')
      for (const letter of runtime.sources) expect(sources).toHaveProperty(letter)
      for (const next of [runtime.successor, runtime.sameVersionSuccessor]) {
        if (next !== null) expect(runtimes.has(next), `${runtime.id} → ${next}`).toBe(true)
      }
    }
  })

  test('a deprecated runtime names a successor that is not deprecated itself', () => {
    const { runtimes } = BUILT_IN_RUNTIMES
    for (const { deprecatedOn, successor } of runtimes.values()) {
      if (deprecatedOn === null || deprecatedOn > '2026-11-21') continue
      const next = runtimes.get(successor ?? '')
      expect(next?.deprecatedOn === null || (next?.deprecatedOn ?? '') > '2026-11-21').toBe(true)
    }
  })

  test('keeps what AWS moved: every date of python3.9 with where it came from', () => {
    const changes = BUILT_IN_RUNTIMES.changes.filter(({ runtime }) => runtime === 'python3.9')
    expect(changes.map(({ date, from, to }) => [date, from, to])).toEqual([
      ['deprecatedOn', '2025-11-03', '2025-12-15'],
      ['blockUpdateOn', undefined, '2026-03-09'],
      ['blockUpdateOn', '2026-03-09', '2026-07-01'],
      ['blockUpdateOn', '2026-07-01', '2026-09-30'],
      ['blockUpdateOn', '2026-09-30', '2027-03-03'],
    ])
  })

  test('the last recorded change of a date is the date in force', () => {
    const last = new Map(BUILT_IN_RUNTIMES.changes.map((change) => [`${change.runtime} ${change.date}`, change]))
    for (const { runtime, date, to } of last.values()) expect(BUILT_IN_RUNTIMES.runtimes.get(runtime)?.[date]).toBe(to)
  })

  test('tells its age in days', () => {
    expect(catalogueAgeDays(BUILT_IN_RUNTIMES, '2026-11-21')).toBe(98)
  })
})

describe('an override (F91)', () => {
  test('puts a newer date over the built-in one and notes the move', () => {
    const catalogue = accepted(override([{ id: 'python3.9', blockUpdateOn: '2027-06-01' }]))
    expect(catalogue.runtimes.get('python3.9')).toMatchObject({
      blockUpdateOn: '2027-06-01',
      blockCreateOn: '2027-02-01',
    })
    expect(catalogue.asOf).toBe('2026-11-01')
    expect(catalogue.changes.at(-1)).toEqual({
      runtime: 'python3.9',
      date: 'blockUpdateOn',
      from: '2027-03-03',
      to: '2027-06-01',
      observedOn: '2026-11-01',
    })
    const settings = { noticeDays: 180, askSeverity: 'medium', teamTags: ['team'] }
    expect(hashOfCatalogue(catalogue, settings)).not.toBe(hashOfCatalogue(BUILT_IN_RUNTIMES, settings))
  })

  test('adds a runtime that is said in full', () => {
    const added = {
      id: 'nodejs28.x',
      name: 'Node.js 28',
      language: 'nodejs',
      operatingSystem: 'Amazon Linux 2023',
      releasedOn: null,
      deprecatedOn: '2030-04-30',
      blockCreateOn: null,
      blockUpdateOn: null,
    }
    expect(accepted(override([added])).runtimes.get('nodejs28.x')).toMatchObject({ deprecatedOn: '2030-04-30' })
  })

  test.each([
    ['not JSON', '{', 'the file is not JSON'],
    [
      'a day that does not exist',
      override([{ id: 'python3.9', deprecatedOn: '2026-02-30' }]),
      'must be a day that exists',
    ],
    ['a misspelt field', override([{ id: 'python3.9', deprecated: '2026-02-20' }]), 'runtimes.0'],
    ['a new runtime without a name', override([{ id: 'python9.9', deprecatedOn: null }]), 'runtime python9.9: name'],
    [
      'an end before its release',
      override([{ id: 'python3.9', deprecatedOn: '2001-01-01' }]),
      'lies before releasedOn',
    ],
    ['an identifier that is none', override([{ id: '=cmd()' }]), 'must be a runtime identifier'],
    ['no source', JSON.stringify({ asOf: '2026-11-01', runtimes: [] }), 'source'],
  ])('with %s is refused, and says what is wrong', (_, text, problem) => {
    expect(refused(text)).toContain(problem)
  })

  test('garbage never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseOverride(text)))
  })
})
