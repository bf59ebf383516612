/** What `steward export --help` says of each filter, and `steward export KIND --help` of each column. */
import { EXPORT_KINDS, EXPORTS, type ExportFilter, type ExportKind } from '../lib/domains/exports/contract.ts'
import { filterValues } from '../lib/domains/exports/filter-values.ts'
import { LISTS } from '../lib/lists/all-lists.ts'
import type { List } from '../lib/lists/define-list.ts'

/** What to give where any value may exist. */
const ANY: Partial<Record<ExportFilter, string>> = {
  account: 'an id of twelve digits',
  team: 'a slug, or none for what nobody owns',
  region: 'such as eu-central-1',
  source: 'such as lambda.functions',
  check: 'such as lambda.deprecated-runtime; for flagged the id that AWS gives it',
  runtime: 'such as python3.9, or image',
  origin: 'a kind such as stackset, or one such as stackset:baseline',
  ou: 'a path such as Root/Workloads, with all below it',
  service: 'such as LAMBDA',
  rule: "a rule's name",
  type: 'such as AWS::S3::Bucket',
  pack: "a conformance pack's name",
  assignee: "a person's id, or none",
}

export function filterHelp(filter: ExportFilter): string {
  const kinds = EXPORT_KINDS.filter((kind) => takes(kind, filter))
  const open = kinds.filter((kind) => wordsOf(kind, filter) === undefined)
  const lines = [
    ...(open.length > 0 ? [`${namesOf(open)}: ${ANY[filter] ?? 'any name'}`] : []),
    ...closedOf(kinds, filter),
  ]
  return lines.join('\n')
}

const namesOf = (kinds: readonly ExportKind[]): string =>
  kinds.length === EXPORT_KINDS.length ? 'every kind' : kinds.join(', ')

/** Undefined where there are none to name. */
const wordsOf = (kind: ExportKind, filter: ExportFilter): string | undefined =>
  filterValues(kind, filter)?.values.join(', ') || undefined

/** Kinds with the same values stand together. */
function closedOf(kinds: readonly ExportKind[], filter: ExportFilter): string[] {
  const byValues = new Map<string, ExportKind[]>()
  for (const kind of kinds) {
    const words = wordsOf(kind, filter)
    if (words !== undefined) byValues.set(words, [...(byValues.get(words) ?? []), kind])
  }
  return [...byValues].map(([words, of]) => `${namesOf(of)}: ${words}`)
}

function takes(kind: ExportKind, filter: ExportFilter): boolean {
  const filters: readonly ExportFilter[] = EXPORTS[kind].filters
  return filters.includes(filter)
}

/** The columns of one kind, each with what it holds where its list is declared. */
export function columnHelp(kind: string | undefined, lists: readonly List[] = LISTS): string {
  const known = EXPORT_KINDS.find((one) => one === kind)
  if (known === undefined) return 'For the columns of a kind: steward export KIND --help.'
  const columns: readonly string[] = EXPORTS[known].columns
  const list = lists.find(({ id }) => id === known)
  const width = Math.max(...columns.map((name) => name.length))
  const lines = columns.map((name) => `  ${name.padEnd(width)}  ${list?.columns[name]?.describes ?? ''}`.trimEnd())
  return [`Columns of ${known}: ${EXPORTS[known].describes}`, ...lines].join('\n')
}
