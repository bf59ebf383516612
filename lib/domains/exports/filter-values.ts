/** What the filters of an export may be set to: what its list says, so that page, route, export and command agree. */
import { SEVERITIES } from '#lib/checks/lambda/severity'
import { type FilterValues, knownValues } from '#lib/core/filter-values'
import { FINDING_SCOPES } from '#lib/core/finding-source'
import type { ListDefinition } from '#lib/core/list'
import { LISTS } from '../../lists/all-lists.ts'
import { definitionOf } from '../../lists/shown-list.ts'
import { accountList } from '../accounts/contract.ts'
import { ruleList } from '../config/contract.ts'
import { coverageList } from '../coverage/contract.ts'
import { changeList } from '../health/contract.ts'
import { functionList } from '../lambda/contract.ts'
import { recommendationList } from '../recommendations/contract.ts'
import { checkList } from '../trusted-advisor/contract.ts'
import type { ExportFilter, ExportKind } from './contract.ts'

type Narrowed = Pick<ListDefinition, 'values'>

/** Findings stand in no list of their own. */
const findings: Narrowed = {
  values: {
    status: { values: ['open', 'excluded', 'resolved'] },
    severity: { values: SEVERITIES },
    source: { values: FINDING_SCOPES },
  },
}

const LIST_OF: Readonly<Partial<Record<ExportKind, Narrowed>>> = {
  ...Object.fromEntries(LISTS.map((list) => [list.id, definitionOf(list)])),
  runtimes: functionList,
  accounts: accountList,
  findings,
  events: changeList,
  rules: ruleList,
  checks: checkList,
  recommendations: recommendationList,
  coverage: coverageList,
}

/** Undefined where any value may exist. */
export const filterValues = (kind: ExportKind, filter: ExportFilter): FilterValues | undefined =>
  knownValues(LIST_OF[kind]?.values, filter)
