import type { CellCount } from '../../db/sql/lists/read-cells.ts'
import type { Cell } from './contract.ts'
import { compareByWorst } from './worst-first.ts'

const SERVICES_AS_READ = ['organization', 'account', 'lambda', 'tagging']
/** What is asked for most stands first. */
const SERVICES_BY_INTEREST = ['lambda', 'config', 'trustedadvisor', 'tagging', 'account']
/** Read once for the whole organisation: as columns they are empty but for one account, and stand last. */
export const SOURCES_OF_THE_ORGANIZATION = ['organization', 'organization.tags', 'config.aggregator', 'health.events']
/** The source that others of its service build on. */
const FIRST_OF_SERVICE = ['lambda.functions']

function compareBy(services: readonly string[]) {
  const rank = (source: string) => {
    const at = services.indexOf(source.split('.')[0] ?? '')
    return (at === -1 ? services.length : at) * 2 + (FIRST_OF_SERVICE.includes(source) ? 0 : 1)
  }
  return (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** Sources in the order they are read. */
export const byReading = compareBy(SERVICES_AS_READ)
const isOfTheOrganization = (source: string): number => (SOURCES_OF_THE_ORGANIZATION.includes(source) ? 1 : 0)
const compareByInterest = compareBy(SERVICES_BY_INTEREST)

/** Sources as the columns of the matrix. */
export const byInterest = (a: string, b: string): number =>
  isOfTheOrganization(a) - isOfTheOrganization(b) || compareByInterest(a, b)

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
  }
  for (const cells of rows.values()) {
    for (const cell of cells.values()) {
      cell.parts.sort(compareByWorst)
      cell.worst = cell.parts[0]?.status ?? cell.worst
    }
  }
  return new Map([...rows].map(([accountId, cells]) => [accountId, [...cells.values()]]))
}
