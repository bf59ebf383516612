/** The organisation's tree from its units: paths made of names, and every ancestor of every unit. Pure. */
import type { StoredUnit } from '../db/sql/inventory/list-units.ts'
import type { Ancestry } from '../db/sql/inventory/sync-unit-closure.ts'
import type { UnitRecord } from '../db/sql/inventory/sync-units.ts'
import { fittingText } from './fitting-row.ts'

/** It stands in an index, with little beside it. AWS's deepest tree of its longest names takes more. */
const PATH_BYTES = 2_000

export type UnitTree = { units: UnitRecord[]; closure: Ancestry[] }

/** A unit whose parent is not among them, or that would be its own ancestor, stands at the top. */
export function deriveUnitTree(units: readonly StoredUnit[]): UnitTree {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const tree: UnitTree = { units: [], closure: [] }
  for (const unit of units) {
    const line = lineOf(unit, byId)
    tree.units.push({
      ...unit,
      path: fittingText(line.map(({ name }) => name).join('/'), PATH_BYTES),
      depth: line.length - 1,
    })
    tree.closure.push(
      ...line.map((ancestor, index) => ({
        ancestorId: ancestor.id,
        unitId: unit.id,
        distance: line.length - 1 - index,
      })),
    )
  }
  return tree
}

/** From the top down to the unit itself. */
function lineOf(unit: StoredUnit, byId: ReadonlyMap<string, StoredUnit>): StoredUnit[] {
  const line = [unit]
  const met = new Set([unit.id])
  let parent = unit.parentId === null ? undefined : byId.get(unit.parentId)
  while (parent !== undefined && !met.has(parent.id)) {
    line.unshift(parent)
    met.add(parent.id)
    parent = parent.parentId === null ? undefined : byId.get(parent.parentId)
  }
  return line
}
