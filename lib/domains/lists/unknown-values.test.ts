import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { knownValues } from '../../core/filter-values.ts'
import { type ListDefinition, listInput } from '../../core/list.ts'
import { LISTS } from '../../lists/all-lists.ts'
import { definitionOf } from '../../lists/shown-list.ts'
import { EXPORT_KINDS, EXPORTS, exportFilters } from '../exports/contract.ts'
import { filterValues } from '../exports/filter-values.ts'

const DOMAINS_DIR = join(import.meta.dirname, '..')
const isList = (value: unknown): value is ListDefinition =>
  typeof value === 'object' && value !== null && 'filters' in value && 'sorts' in value

/** Every list that a contract declares, so that a new one is looked at without anybody thinking of it. */
const contracts = await Promise.all(
  readdirSync(DOMAINS_DIR, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('/contract.ts'))
    .map(async (file) => Object.entries((await import(join(DOMAINS_DIR, file))) as object)),
)
const ALL: (readonly [string, ListDefinition])[] = [
  ...contracts.flat().filter((entry): entry is [string, ListDefinition] => isList(entry[1])),
  ...LISTS.map((list) => [list.id, definitionOf(list)] as const),
]

/** Types of Config's resources are AWS's: there are hundreds, and more each week. */
const openTypes = ALL.find(([name]) => name === 'evaluations')?.[1]

/** What no filter of ours is called, has or is ordered by. */
const UNKNOWN = 'no_such-thing!'

const issuesOf = (list: ListDefinition, given: object) => listInput(list).safeParse(given).error?.issues ?? []

describe('a list', () => {
  test('is found in every contract that declares one', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(11)
    expect(ALL.map(([name]) => name)).toEqual(expect.arrayContaining(['accountList', 'runList', 'flagged']))
  })

  test.each(ALL)('%s refuses a value that its filter cannot have, and names those that it can', (_, list) => {
    const closed = list.filters.filter((name) => knownValues(list.values, name) !== undefined)
    expect(closed.length).toBeGreaterThan(0)
    for (const name of closed) {
      const known = knownValues(list.values, name)
      for (const given of [UNKNOWN, [...(known?.values.slice(0, 1) ?? []), UNKNOWN]]) {
        const [issue] = issuesOf(list, { [name]: given })
        expect([issue?.path[0], issue?.message], name).toEqual([name, expect.stringMatching(/^must be \w/)])
        for (const value of known?.values ?? []) expect(issue?.message).toContain(value)
      }
      for (const value of known?.values ?? []) expect(issuesOf(list, { [name]: value })).toEqual([])
    }
  })

  test.each(ALL)('%s knows all states, verdicts, kinds and the like that there are', (_, list) => {
    const counted = ['status', 'verdict', 'due', 'use', 'severity', 'type', 'kind', 'cause', 'category', 'trigger']
    const open = list.filters.filter((name) => counted.includes(name) && knownValues(list.values, name) === undefined)
    expect(open.filter((name) => name !== 'type' || list !== openTypes)).toEqual([])
  })

  test.each(ALL)('%s refuses an order, a direction, a size and a name that it does not have', (_, list) => {
    for (const name of ['sort', 'order', 'size']) {
      const [issue] = issuesOf(list, { [name]: UNKNOWN })
      expect([issue?.path[0], issue?.message]).toEqual([name, expect.stringMatching(/^must be one of /)])
    }
    const [issue] = issuesOf(list, { [UNKNOWN]: 'x' })
    expect(issue?.message).toContain(JSON.stringify(UNKNOWN))
    for (const name of list.filters) expect(issue?.message).toContain(name)
  })
})

describe('an export', () => {
  test.each(EXPORT_KINDS)('of %s refuses what its list refuses, in the same words', (kind) => {
    for (const name of EXPORTS[kind].filters) {
      const known = filterValues(kind, name)
      const refused = exportFilters(kind).safeParse({ [name]: UNKNOWN }).error?.issues[0]?.message
      if (known === undefined) expect(refused).toBeUndefined()
      else expect(refused).toMatch(/^must be \w/)
    }
    expect(exportFilters(kind).safeParse({ [UNKNOWN]: 'x' }).error?.issues[0]?.message).toContain('There are text')
  })
})
