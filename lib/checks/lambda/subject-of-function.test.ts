import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILT_IN_RUNTIMES } from '../../catalogue/lambda-runtimes.ts'
import { compareByBite, judgeFunction } from './subject-of-function.ts'
import type { FunctionUse, TargetInvocation } from './version-use.ts'

const FACTS = { runtimes: BUILT_IN_RUNTIMES.runtimes, today: '2026-11-21', noticeDays: 180 }
const SILENT: TargetInvocation[] = [{ target: '*', state: 'none', lastInvokedOn: null }]
const version = (name: string, runtime: string | null, packageType = 'Zip') => ({
  version: name,
  runtime,
  packageType,
  snapStart: false,
})
const recorded = (changes: Partial<FunctionUse> = {}): FunctionUse => ({
  aliases: [],
  provisioned: [],
  invocations: SILENT,
  aliasesKnown: true,
  provisionedKnown: true,
  ...changes,
})
const alias = (name: string, to: string) => ({ name, version: to, weights: {} })

describe('a function', () => {
  test('is judged by the live version, even where a dormant one is worse', () => {
    const versions = [version('$LATEST', 'nodejs24.x'), version('1', 'python3.6'), version('2', 'nodejs22.x')]
    const judged = judgeFunction(versions, recorded({ aliases: [alias('live', '2')] }), FACTS)
    expect(judged).toMatchObject({ isFinding: true, verdict: 'approaching', use: 'live', dueOn: '2027-04-30' })
    expect(judged.subject?.version.runtime).toBe('nodejs22.x')
  })

  test('of two live versions, the deprecated one speaks', () => {
    const versions = [version('1', 'nodejs22.x'), version('2', 'python3.9')]
    const judged = judgeFunction(versions, recorded({ aliases: [alias('a', '1'), alias('b', '2')] }), FACTS)
    expect(judged.subject?.version.runtime).toBe('python3.9')
  })

  test('is no finding when all is fine, and its use is that of any version', () => {
    const versions = [version('$LATEST', 'nodejs24.x'), version('1', 'python3.13')]
    expect(judgeFunction(versions, recorded({ aliases: [alias('a', '1')] }), FACTS)).toMatchObject({
      isFinding: false,
      verdict: 'fine',
      use: 'live',
    })
    expect(judgeFunction(versions, recorded(), FACTS).use).toBe('dormant')
    expect(judgeFunction(versions, recorded({ provisionedKnown: false }), FACTS).use).toBe('unknown')
  })

  test('with an unknown version and none that needs work is unknown', () => {
    const versions = [version('$LATEST', 'nodejs24.x'), version('1', 'nodejs99.x')]
    expect(judgeFunction(versions, recorded(), FACTS)).toMatchObject({
      isFinding: false,
      verdict: 'unknown',
      dueOn: null,
    })
    expect(judgeFunction([version('$LATEST', null, 'Image')], recorded(), FACTS).verdict).toBe('unknown')
  })

  test('has one subject, whatever order its versions come in', () => {
    const runtimes = fc.constantFrom('python3.9', 'python2.7', 'nodejs22.x', 'nodejs24.x', 'nope', 'java8')
    fc.assert(
      fc.property(
        fc.array(runtimes, { minLength: 1, maxLength: 8 }).chain((list) => {
          const versions = list.map((runtime, index) => version(String(index + 1), runtime))
          return fc.tuple(fc.constant(versions), fc.shuffledSubarray(versions, { minLength: versions.length }))
        }),
        fc.uniqueArray(fc.integer({ min: 1, max: 8 }).map(String)),
        ([versions, shuffled], aliased) => {
          const use = recorded({ aliases: aliased.map((to) => alias(`a${to}`, to)) })
          const judged = judgeFunction(versions, use, FACTS)
          expect(judgeFunction(shuffled, use, FACTS).subject).toEqual(judged.subject)
          const working = judged.versions.filter(({ judgement: { verdict } }) =>
            ['approaching', 'deprecated'].includes(verdict),
          )
          expect(judged.isFinding).toBe(working.length > 0)
          for (const one of working)
            if (judged.subject) expect(compareByBite(judged.subject, one)).toBeLessThanOrEqual(0)
        },
      ),
    )
  })
})
