import { describe, expect, test } from 'vitest'
import { ZodError } from 'zod'
import { EFFECTS, faultPlan } from '../simulator/faults.ts'
import { simulatorOptions } from '../simulator/options.ts'
import { SERVICES } from '../simulator/protocols/refusals.ts'
import { EXAMPLE_PLAN, FAULT_PLAN_HELP, problemsOf } from './simulate-words.ts'

describe('the help on fault plans', () => {
  test('names every service and every effect', () => {
    for (const word of [...SERVICES, ...EFFECTS]) expect(FAULT_PLAN_HELP).toMatch(new RegExp(`\\b${word}\\b`))
  })

  test('names every member of an entry', () => {
    for (const member of Object.keys(faultPlan.element.shape)) {
      expect(FAULT_PLAN_HELP).toMatch(new RegExp(`^  ${member} `, 'm'))
    }
  })

  test('shows a plan that the simulator takes', () => {
    expect(faultPlan.safeParse(JSON.parse(EXAMPLE_PLAN)).success).toBe(true)
  })
})

describe('wrong use of the simulator is said in a sentence', () => {
  const LISTED = { service: 'lambda', operation: 'ListFunctions', effect: 'throttle' }

  test.each([
    [{ accounts: Number('x') }, '--accounts must be a number.'],
    [{ accounts: 1.5 }, '--accounts must be a whole number.'],
    [{ accounts: 0 }, '--accounts must be at least 1.'],
    [{ port: 70_000 }, '--port must be at most 65535.'],
    [{ limits: 'some' }, '--limits must be one of aws, none.'],
    [{ clock: 'now' }, '--clock must be an instant such as 2027-01-31T08:00:00Z.'],
    [{ withoutActions: ['all'] }, '--without-action must be an IAM action such as lambda:ListFunctions.'],
    [{ plan: {} }, 'The fault plan plan.json must be a JSON array.'],
    [
      { plan: [LISTED, { ...LISTED, effect: 'bang' }] },
      'The fault plan plan.json, entry 2: effect must be one of throttle, ',
    ],
    [{ plan: [{ ...LISTED, account: '1' }] }, 'The fault plan plan.json, entry 1: has account, which is not known.'],
    [{ plan: [{ ...LISTED, share: 2 }] }, 'The fault plan plan.json, entry 1: share must be at most 1.'],
  ])('%j', (options, sentence) => {
    const { error } = simulatorOptions.safeParse(options)
    expect(problemsOf(error ?? new ZodError([]), 'plan.json')).toContain(sentence)
  })
})
