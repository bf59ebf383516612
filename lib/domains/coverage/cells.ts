import type { CellCount } from '../../db/sql/lists/read-cells.ts'
import type { Cell } from './contract.ts'
import { compareByWorst } from './worst-first.ts'

/** Sources of the organisation, of the account, then of each service: the order they are read in. */
const COLUMN_ORDER = ['organization', 'account', 'lambda', 'tagging']

export function byColumn(a: string, b: string): number {
  const rank = (source: string) => {
    const at = COLUMN_ORDER.indexOf(source.split('.')[0] ?? '')
    return at === -1 ? COLUMN_ORDER.length : at
  }
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** The counted scopes of some accounts as cells. A Region that is switched off does not make a read one look worse. */
export function cellsOf(counted: readonly CellCount[]): Map<string, Cell[]> {
  const rows = new Map<string, Map<string, Cell>>()
  for (const { accountId, source, lastCompleteAt, ...part } of counted) {
    const cells = rows.get(accountId) ?? new Map<string, Cell>()
    rows.set(accountId, cells)
    const cell = cells.get(source) ?? { source, worst: part.status, scopes: 0, complete: 0, parts: [] }
    cells.set(source, cell)
    cell.parts.push({ ...part, lastCompleteAt: lastCompleteAt?.toISOString() ?? null })
    cell.scopes += part.scopes
    if (part.status === 'complete') cell.complete += part.scopes
    if (compareByWorst(part.status, cell.worst) < 0) cell.worst = part.status
  }
  for (const cells of rows.values()) {
    for (const { parts } of cells.values()) parts.sort((a, b) => compareByWorst(a.status, b.status))
  }
  return new Map([...rows].map(([accountId, cells]) => [accountId, [...cells.values()]]))
}
