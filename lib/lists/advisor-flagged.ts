import { CHECK_STATUS_WORDS } from '../core/advisor-status.ts'
import type { StoredRow } from './column-kinds.ts'
import { defineList, type RowOf } from './define-list.ts'

const { ok: _, ...FLAGS } = CHECK_STATUS_WORDS

/** Resources that a check of Trusted Advisor flags. */
export const advisorFlagged = defineList({
  id: 'flagged',
  title: 'Flagged resources',
  one: 'resource',
  describes: 'Every resource that Trusted Advisor flags, with the columns of its check.',
  route: '/api/v1/trusted-advisor/checks/{checkId}/resources',
  source: 'trustedadvisor.checks',
  table: 'trusted_advisor_resource',
  alias: 'x',
  beside: `
    LEFT JOIN account a ON a.id = x.account_id LEFT JOIN team t ON t.id = a.team_id
    LEFT JOIN LATERAL (SELECT c.name, c.category, c.columns FROM trusted_advisor_check c
      WHERE c.account_id = x.account_id AND c.check_id = x.check_id LIMIT 1) c ON true`,
  // A check names quotas with room as well, but only in accounts where it flags another: those are not flagged.
  where: `x.status <> 'ok'`,
  account: 'x.account_id',
  columns: {
    accountId: {
      kind: 'account',
      sql: 'x.account_id',
      heading: 'Account',
      sort: 'account',
      width: 170,
      describes: 'The account of the resource.',
    },
    checkId: { kind: 'text', sql: 'x.check_id', describes: 'The id that AWS gives the check.' },
    resourceId: { kind: 'name', sql: 'x.aws_id', describes: 'The id that AWS gives the resource in this check.' },
    region: {
      kind: 'region',
      sql: 'x.region',
      heading: 'Region',
      none: 'Not said',
      width: 145,
      describes: 'The Region that AWS names with the resource.',
    },
    status: {
      kind: 'checkStatus',
      sql: 'x.status',
      heading: 'Trusted Advisor says',
      width: 240,
      describes: 'What the check says of the resource.',
    },
    suppressed: {
      kind: 'yesNo',
      sql: 'x.is_suppressed',
      heading: 'Excluded in AWS',
      width: 140,
      describes: 'Whether somebody excluded the resource in AWS, so that it asks for nothing.',
    },
    checkName: { kind: 'text', sql: 'c.name', none: 'Not known', describes: 'The name of the check.' },
    category: { kind: 'text', sql: 'c.category', none: 'Not known', describes: 'The category of the check.' },
    metadata: { kind: 'named', derive: namedCells, describes: 'The columns of the check for this resource, by name.' },
    team: {
      kind: 'team',
      sql: 'a.team_id',
      heading: 'Team',
      none: 'No owner',
      width: 120,
      describes: 'The team that owns the account.',
    },
    accountName: { kind: 'text', sql: 'a.name', none: 'Not known', describes: 'The name of the account.' },
    teamName: { kind: 'text', sql: 't.name', none: 'No owner', describes: 'The name of the team.' },
    id: { kind: 'text', sql: 'x.id', internal: true, describes: 'The id of the row, for the address of its panel.' },
    cells: {
      kind: 'texts',
      sql: 'x.metadata',
      internal: true,
      describes: 'The columns of the check for this resource, in the order of the check.',
    },
    cellNames: { kind: 'texts', sql: 'c.columns', internal: true, describes: 'The names of those columns.' },
  },
  shown: ['accountId', 'status', 'suppressed'],
  filters: {
    account: { sql: 'x.account_id', label: 'Account', plural: 'Accounts', hint: 'an id of twelve digits' },
    region: { sql: 'x.region', label: 'Region', plural: 'Regions', hint: 'such as eu-central-1' },
    check: { sql: 'x.check_id', label: 'Check', plural: 'Checks', hint: 'the id that AWS gives it' },
    status: {
      sql: 'x.status',
      label: 'Status',
      plural: 'Statuses',
      hint: 'what the check says',
      values: FLAGS,
    },
    suppressed: {
      sql: 'x.is_suppressed',
      label: 'Excluded in AWS',
      plural: 'Excluded in AWS',
      hint: 'whether it is excluded in AWS',
      values: { yes: 'Yes', no: 'No' },
      yesNo: true,
    },
  },
  about: 'check',
  key: [
    { sql: 'x.account_id', type: 'text' },
    { sql: 'x.id', type: 'uuid' },
  ],
  orders: { account: [] },
  sort: 'account',
  order: 'asc',
})

export type FlaggedRow = RowOf<typeof advisorFlagged>

/** The check's own columns by their names; a cell without a name by its place. Cells that AWS left empty are left out. */
function namedCells({ cells, cellNames }: StoredRow): Record<string, string> {
  const names = Array.isArray(cellNames) ? cellNames : []
  const given = Array.isArray(cells) ? cells : []
  return Object.fromEntries(
    given.flatMap((cell, at) => (typeof cell === 'string' ? [[String(names[at] ?? `column ${at + 1}`), cell]] : [])),
  )
}
