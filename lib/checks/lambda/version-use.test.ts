import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../core/time.ts'
import { type FunctionUse, lastInvocationOfVersion, type TargetInvocation, versionUse } from './version-use.ts'

const TODAY = '2026-11-21'
/** Everything was asked and nothing was found. */
const SILENT: FunctionUse = {
  aliases: [],
  provisioned: [],
  invocations: [{ target: '*', state: 'none', lastInvokedOn: null }],
  aliasesKnown: true,
  provisionedKnown: true,
}
const VERSION = { version: '3', runtime: 'python3.9', packageType: 'Zip', snapStart: false }
const use = (changes: Partial<FunctionUse>, version = {}) =>
  versionUse({ ...VERSION, ...version }, { ...SILENT, ...changes }, TODAY)
const seen = (target: string, lastInvokedOn: string): TargetInvocation => ({ target, state: 'seen', lastInvokedOn })
const none = (target: string): TargetInvocation => ({ target, state: 'none', lastInvokedOn: null })
const live = { name: 'live', version: '3', weights: {} }

describe('a version is live', () => {
  test.each<[string, Partial<FunctionUse>, object]>([
    ['by an alias', { aliases: [live] }, {}],
    ['by an alias with a weight', { aliases: [{ name: 'live', version: '2', weights: { 3: 0.1 } }] }, {}],
    ['by provisioned concurrency', { provisioned: ['3'] }, {}],
    ['by provisioned concurrency of its alias', { aliases: [live], provisioned: ['live'] }, {}],
    ['by SnapStart', {}, { snapStart: true }],
    ['by an invocation 90 days ago', { invocations: [seen('*', '2026-08-23'), seen('3', '2026-08-23')] }, {}],
    [
      'though nothing else could be read',
      { aliases: [live], aliasesKnown: false, provisionedKnown: false, invocations: [] },
      {},
    ],
  ])('%s', (_, changes, version) => {
    expect(use(changes, version).use).toBe('live')
  })

  test.each<[string, Partial<FunctionUse>, object]>([
    ['by an alias whose weight is zero', { aliases: [{ name: 'live', version: '2', weights: { 3: 0 } }] }, {}],
    ['by SnapStart of $LATEST', {}, { version: '$LATEST', snapStart: true }],
    ['by an invocation 91 days ago', { invocations: [seen('*', '2026-08-22'), seen('3', '2026-08-22')] }, {}],
    ['by provisioned concurrency of another version', { provisioned: ['2'] }, {}],
  ])('not %s', (_, changes, version) => {
    expect(use(changes, version).use).toBe('dormant')
  })
})

describe('a version is unknown, not dormant, while', () => {
  test.each<[string, Partial<FunctionUse>]>([
    ['aliases were never read', { aliasesKnown: false }],
    ['provisioned concurrency was never read', { provisionedKnown: false }],
    ['invocations were not read (F93)', { invocations: [] }],
    [
      'one target did not answer',
      { invocations: [seen('*', '2026-11-01'), { target: '3', state: 'unknown', lastInvokedOn: null }] },
    ],
  ])('%s', (_, changes) => {
    expect(use(changes).use).toBe('unknown')
  })
})

describe('the last invocation of a version', () => {
  test('is the latest of its own name and of the aliases that point at it now', () => {
    const recorded = {
      ...SILENT,
      aliases: [live, { name: 'beta', version: '4', weights: {} }],
      invocations: [
        seen('*', '2026-11-20'),
        seen('3', '2026-11-01'),
        seen('alias:live', '2026-11-10'),
        seen('alias:beta', '2026-11-20'),
      ],
    }
    expect(lastInvocationOfVersion('3', recorded)).toEqual({ state: 'seen', lastInvokedOn: '2026-11-10' })
  })

  test('is none only when every target it has was asked and was silent', () => {
    const asked = [seen('*', '2026-11-20'), none('3')]
    expect(lastInvocationOfVersion('3', { ...SILENT, invocations: asked }).state).toBe('none')
    expect(lastInvocationOfVersion('3', { ...SILENT, aliases: [live], invocations: asked }).state).toBe('unknown')
    expect(lastInvocationOfVersion('3', { ...SILENT, aliasesKnown: false, invocations: asked }).state).toBe('unknown')
  })
})

test('knowing less never turns a version dormant, and more use never makes it less live', () => {
  const alias = fc.record({
    name: fc.constantFrom('a', 'b'),
    version: fc.constantFrom('$LATEST', '2', '3'),
    weights: fc.dictionary(fc.constantFrom('2', '3'), fc.constantFrom(0, 0.5), { maxKeys: 2 }),
  })
  const invocation = fc.record({
    target: fc.constantFrom('*', '3', '2', 'alias:a', 'alias:b'),
    state: fc.constantFrom('seen', 'none', 'unknown'),
    back: fc.nat(400),
  })
  const recorded = fc.record({
    aliases: fc.uniqueArray(alias, { selector: ({ name }) => name }),
    provisioned: fc.subarray(['2', '3', 'a']),
    invocations: fc
      .uniqueArray(invocation, { selector: ({ target }) => target })
      .map((rows) =>
        rows.map(({ target, state, back }) =>
          state === 'seen' ? seen(target, addDays(TODAY, -back)) : { target, state, lastInvokedOn: null },
        ),
      ),
    aliasesKnown: fc.boolean(),
    provisionedKnown: fc.boolean(),
  })
  fc.assert(
    fc.property(recorded, (given) => {
      const known = versionUse(VERSION, given, TODAY)
      const forgotten = { ...given, aliasesKnown: false }
      expect(versionUse(VERSION, forgotten, TODAY).use).not.toBe('dormant')
      const more = versionUse(VERSION, { ...given, aliases: [...given.aliases, live] }, TODAY)
      expect(more.use).toBe('live')
      if (known.use === 'dormant') expect(known.last.state).not.toBe('unknown')
      if (known.use === 'live') expect(known.reasons).not.toEqual([])
    }),
  )
})
