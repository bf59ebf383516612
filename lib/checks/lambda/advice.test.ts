import { describe, expect, test } from 'vitest'
import { BUILT_IN_RUNTIMES } from '../../catalogue/lambda-runtimes.ts'
import { type Advised, adviceFor } from './advice.ts'
import { judgeFunction } from './subject-of-function.ts'
import type { FunctionUse, TargetInvocation } from './version-use.ts'

const { runtimes } = BUILT_IN_RUNTIMES
const FACTS = { runtimes, today: '2026-11-21', noticeDays: 180 }
const none = (target: string): TargetInvocation => ({ target, state: 'none', lastInvokedOn: null })
const seen = (target: string, lastInvokedOn: string): TargetInvocation => ({ target, state: 'seen', lastInvokedOn })

function advise(versions: Record<string, string>, use: Partial<FunctionUse>, changes: Partial<Advised> = {}) {
  const recorded = {
    aliases: [],
    provisioned: [],
    invocations: [none('*')],
    aliasesKnown: true,
    provisionedKnown: true,
    ...use,
  }
  const rows = Object.entries(versions).map(([version, runtime]) => ({
    version,
    runtime,
    packageType: 'Zip',
    snapStart: false,
  }))
  const judged = judgeFunction(rows, recorded, FACTS).versions
  return adviceFor(
    { name: 'charge', region: 'eu-west-1', origin: 'none', versions: judged, recorded, ...changes },
    runtimes,
  )
}

describe('advice', () => {
  test('deletes the function only when nothing uses it and that is certain', () => {
    const versions = { $LATEST: 'python3.9', 1: 'python3.9' }
    expect(advise(versions, {})).toMatchObject([
      {
        title: 'Delete the function: nothing uses it',
        commands: ['aws lambda delete-function --function-name charge --region eu-west-1'],
      },
    ])
    for (const use of [{ aliasesKnown: false }, { provisionedKnown: false }, { invocations: [] }]) {
      const commands = advise(versions, use).flatMap((step) =>
        step.title.includes('nothing uses') ? step.commands : [],
      )
      expect(commands).toEqual([])
    }
    // Known and long ago is not never.
    const longAgo = advise(versions, {
      invocations: [seen('*', '2026-01-01'), seen('1', '2026-01-01'), none('$LATEST')],
    })
    expect(longAgo[0]?.title).not.toContain('nothing uses')
  })

  test('upgrades and publishes, moves aliases by weight, then deletes, in that order', () => {
    const steps = advise(
      { $LATEST: 'python3.9', 1: 'python3.8', 2: 'python3.9' },
      {
        aliases: [{ name: 'live', version: '2', weights: {} }],
        provisioned: ['2'],
        invocations: [
          seen('*', '2026-11-20'),
          seen('alias:live', '2026-11-20'),
          none('1'),
          none('2'),
          seen('$LATEST', '2026-11-19'),
        ],
      },
    )
    expect(steps.map(({ title }) => title)).toEqual([
      'Delete version 1: nothing uses it',
      'Update $LATEST to Python 3.14 and publish a version',
      'Move alias live over by weight',
      'Delete version 2 once nothing calls it any more',
    ])
    expect(steps.flatMap(({ commands }) => commands)).toEqual([
      'aws lambda delete-function --function-name charge --region eu-west-1 --qualifier 1',
      'aws lambda update-function-configuration --function-name charge --region eu-west-1 --runtime python3.14',
      'aws lambda wait function-updated-v2 --function-name charge --region eu-west-1',
      'aws lambda publish-version --function-name charge --region eu-west-1',
      `aws lambda update-alias --function-name charge --region eu-west-1 --name live --routing-config '{"AdditionalVersionWeights":{"NEW_VERSION":0.1}}'`,
      `aws lambda update-alias --function-name charge --region eu-west-1 --name live --function-version NEW_VERSION --routing-config '{"AdditionalVersionWeights":{}}'`,
      'aws lambda delete-provisioned-concurrency-config --function-name charge --region eu-west-1 --qualifier 2',
      'aws lambda delete-function --function-name charge --region eu-west-1 --qualifier 2',
    ])
  })

  test('only publishes where $LATEST has moved already', () => {
    const steps = advise(
      { $LATEST: 'python3.13', 1: 'python3.9' },
      { aliases: [{ name: 'live', version: '1', weights: {} }], invocations: [seen('*', '2026-11-20')] },
    )
    expect(steps[0]?.title).toBe('Publish a version of $LATEST, which is on a supported runtime')
  })

  test.each([
    ['stack:shop', 'Set the runtime in the template of stack shop'],
    ['stackset:baseline', 'Set the runtime in the template of StackSet baseline'],
    ['vendor:New Relic', 'Update what New Relic installed'],
    ['controltower', 'Update the landing zone of Control Tower'],
  ])('of %s begins at its template', (origin, title) => {
    const steps = advise(
      { $LATEST: 'python3.9' },
      { invocations: [seen('*', '2026-11-20'), seen('$LATEST', '2026-11-20')] },
      { origin },
    )
    expect(steps[0]?.title).toBe(title)
  })

  test('is none for a function that is fine, and none to delete what a template would bring back', () => {
    expect(advise({ $LATEST: 'python3.13' }, {})).toEqual([])
    expect(advise({ $LATEST: 'python3.9' }, {}, { origin: 'stack:shop' })[0]?.commands).toEqual([])
  })

  test('names are one word of a command, whatever they hold', () => {
    const [step] = advise({ $LATEST: 'python3.9' }, {}, { name: `x'; rm -rf ~; '` })
    expect(step?.commands).toEqual([
      `aws lambda delete-function --function-name 'x'\\''; rm -rf ~; '\\''' --region eu-west-1`,
    ])
  })
})
