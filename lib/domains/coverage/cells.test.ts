import { expect, test } from 'vitest'
import { allSources } from '#lib/collectors/all-sources'
import { byInterest, byReading, cellsOf, SOURCES_OF_THE_ORGANIZATION } from './cells.ts'

const counted = (status: 'complete' | 'denied' | 'disabled' | 'failed', scopes: number, at: string | null = null) => ({
  accountId: '111111111111',
  source: 'lambda.functions',
  status,
  cause: status === 'complete' ? null : 'ACTION',
  lost: false,
  scopes,
  lastCompleteAt: at === null ? null : new Date(at),
})

test('one Region that was denied makes the cell denied, however many are complete', () => {
  const [cell] = cellsOf([counted('complete', 16), counted('denied', 1)]).get('111111111111') ?? []
  expect(cell).toMatchObject({ worst: 'denied', scopes: 17, complete: 16 })
})

test('a Region that is switched off does not make an account that was read look worse', () => {
  const [cell] = cellsOf([counted('disabled', 3), counted('complete', 14)]).get('111111111111') ?? []
  expect(cell?.worst).toBe('complete')
})

test('the reasons of a cell stand with the worst first', () => {
  const [cell] = cellsOf([counted('complete', 1), counted('failed', 1), counted('denied', 1)]).get('111111111111') ?? []
  expect(cell?.parts.map(({ status }) => status)).toEqual(['denied', 'failed', 'complete'])
})

test('sources stand in the order they are read, and in the matrix by what is asked for most', () => {
  const sources = ['tagging.resources', 'lambda.aliases', 'organization', 'lambda.functions', 'account.regions']
  expect(sources.toSorted(byReading)).toEqual([
    'organization',
    'account.regions',
    'lambda.functions',
    'lambda.aliases',
    'tagging.resources',
  ])
  expect(sources.toSorted(byInterest)[0]).toBe('lambda.functions')
})

test('what waits for a source that was never read stands before what was read: it was not looked at (I3)', () => {
  const waiting = { ...counted('complete', 2), status: 'skipped' as const, cause: 'DEPENDENCY' }
  const [cell] = cellsOf([counted('complete', 14, '2026-11-20'), waiting]).get('111111111111') ?? []
  expect(cell).toMatchObject({ worst: 'skipped', parts: [{ cause: 'DEPENDENCY' }, { status: 'complete' }] })
})

test('what was read before and has nothing to ask now stands before what was read as well', () => {
  const dark = { ...counted('disabled', 2, '2026-11-19'), cause: 'NOT_RECORDED', lost: true }
  const [cell] = cellsOf([counted('complete', 14, '2026-11-20'), dark]).get('111111111111') ?? []
  expect(cell).toMatchObject({ worst: 'disabled', parts: [{ lost: true }, { status: 'complete' }] })
})

test('an account that is not active does not look worse for it', () => {
  const inactive = { ...counted('complete', 2), status: 'skipped' as const, cause: 'ACCOUNT_STATE' }
  const denied = counted('denied', 1)
  const [cell] = cellsOf([inactive, denied]).get('111111111111') ?? []
  expect(cell?.worst).toBe('denied')
})

test('columns that are empty but for one account stand behind those of every account', () => {
  const declared = allSources.filter(({ scopedTo }) => scopedTo === 'organization').map(({ id }) => id)
  expect(SOURCES_OF_THE_ORGANIZATION.toSorted()).toEqual(declared.toSorted())
  const columns = allSources.map(({ id }) => id).toSorted(byInterest)
  expect(columns.slice(-declared.length).toSorted()).toEqual(declared.toSorted())
})
