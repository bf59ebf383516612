import { expect, test } from 'vitest'
import { deriveUnitTree } from './unit-tree.ts'

const units = [
  { id: 'ou-prod', parentId: 'ou-work', name: 'Prod' },
  { id: 'r-1', parentId: null, name: 'Root' },
  { id: 'ou-work', parentId: 'r-1', name: 'Workloads' },
]

test('a unit’s path is made of the names from the root down, whatever the order they came in', () => {
  const { units: records } = deriveUnitTree(units)
  expect(Object.fromEntries(records.map(({ id, path, depth }) => [id, [path, depth]]))).toEqual({
    'r-1': ['Root', 0],
    'ou-work': ['Root/Workloads', 1],
    'ou-prod': ['Root/Workloads/Prod', 2],
  })
})

test('the closure holds every ancestor of every unit, itself at distance zero', () => {
  const { closure } = deriveUnitTree(units)
  expect(closure.filter(({ unitId }) => unitId === 'ou-prod')).toEqual([
    { ancestorId: 'r-1', unitId: 'ou-prod', distance: 2 },
    { ancestorId: 'ou-work', unitId: 'ou-prod', distance: 1 },
    { ancestorId: 'ou-prod', unitId: 'ou-prod', distance: 0 },
  ])
})

test('units that are each other’s parents end the walk instead of going round for ever', () => {
  const circle = [
    { id: 'a', parentId: 'b', name: 'A' },
    { id: 'b', parentId: 'a', name: 'B' },
  ]
  expect(deriveUnitTree(circle).units.map(({ path }) => path)).toEqual(['B/A', 'A/B'])
})
