import { describe, expect, test } from 'vitest'
import { EXPORT_FILTERS, EXPORT_KINDS, EXPORTS, exportFilters } from './contract.ts'
import { filterValues } from './filter-values.ts'

/** What scripts rely on: more fields may follow, none may go. */
const PROMISED = {
  runtimes:
    'accountId region functionName version functionArn packageType runtime verdict deprecatedOn blockCreateOn blockUpdateOn dueOn use aliases lastInvokedOn lastInvokedState lastModifiedAt origin',
  accounts: 'accountId name email state ouPath team teamRule tags supportPlan',
  findings:
    'findingId checkId accountId region resourceId status severity dueOn team firstSeenAt resolvedAt sources recommendationId',
  events:
    'eventArn accountId entityValue eventTypeCode service region category awsStatus status startTime endTime entityStatus lastUpdatedAt',
  rules: 'rule conformancePacks resources rules failing accounts failingAccounts regions compliant',
  evaluations: 'accountId region rule resourceType resourceId compliance annotation orderedAt',
  checks:
    'checkId name category accounts error warning ok notAvailable other flagged suppressed monthlySavings refreshedAt',
  flagged: 'accountId checkId resourceId region status suppressed',
  recommendations:
    'recommendationId subject checkId accountId team stage origin priority openFindings dueOn acknowledgedAt acknowledgedBy decidedAt decidedBy reason note committedOn assignee expiresOn claimedFixedAt',
  decisions: 'sequence at actor action recommendationId from to reason note hash previousHash',
  coverage: 'source accountId region status cause message remedy lastCompleteAt',
}

const valuesOf = (kind: (typeof EXPORT_KINDS)[number], filter: (typeof EXPORT_FILTERS)[number]) =>
  filter === 'account' ? ['123456789012'] : (filterValues(kind, filter)?.values ?? ['whatever it is called'])

describe('an export', () => {
  test.each(EXPORT_KINDS)('of %s begins with its key and has every promised field', (kind) => {
    const promised = PROMISED[kind].split(' ')
    expect(EXPORTS[kind].columns.slice(0, promised.length)).toEqual(promised)
  })

  test.each(EXPORT_KINDS)('of %s is only narrowed by filters that all kinds share the names of', (kind) => {
    for (const filter of EXPORTS[kind].filters) expect(EXPORT_FILTERS).toContain(filter)
  })

  test('has no filter named like the part of its address, which would win over it', () => {
    for (const name of ['kind', 'format', 'ticket', 'bom']) expect(EXPORT_FILTERS).not.toContain(name)
  })

  test('takes one value or several, and none by default', () => {
    expect(exportFilters('findings').parse({ account: '123456789012', status: ['open', 'resolved'] })).toEqual({
      filters: { account: ['123456789012'], status: ['open', 'resolved'] },
      text: '',
    })
    expect(exportFilters('coverage').parse({})).toEqual({ filters: {}, text: '' })
  })

  test('refuses a filter its kind does not know, and values that are no texts (T11)', () => {
    for (const query of [{ bogus: '1' }, { check: 'x' }, { account: { gt: '' } }, { account: '' }, { text: ['a'] }]) {
      expect(exportFilters('runtimes').safeParse(query).success, JSON.stringify(query)).toBe(false)
    }
  })

  test.each([
    ['runtimes', 'verdict', 'fine, approaching, deprecated, unknown'],
    ['runtimes', 'use', 'live, dormant, unknown'],
    ['runtimes', 'due', 'overdue, 30days'],
    ['findings', 'status', 'open, excluded, resolved'],
    ['findings', 'severity', 'critical, high, medium, low, info'],
    ['events', 'status', 'overdue, ongoing, upcoming, unknown, completed, withdrawn'],
    ['recommendations', 'status', 'pending_response, in_progress, dismissed, resolved'],
    ['coverage', 'status', 'never, gap'],
    ['accounts', 'status', 'ACTIVE, SUSPENDED'],
    ['flagged', 'suppressed', 'yes, no'],
  ] as const)('of %s refuses a --%s that cannot exist, and names those that can', (kind, filter, allowed) => {
    const parsed = exportFilters(kind).safeParse({ [filter]: [allowed.split(', ')[0], 'nonsense'] })
    expect(parsed.error?.issues[0]?.message).toContain(allowed)
  })

  test.each(EXPORT_KINDS)('of %s takes every value that its help names, and any id or name', (kind) => {
    for (const filter of EXPORTS[kind].filters) {
      for (const value of valuesOf(kind, filter)) {
        expect(exportFilters(kind).parse({ [filter]: value }).filters).toEqual({ [filter]: [value] })
      }
    }
  })

  test.each(EXPORT_KINDS)('of %s takes a bounded number of bounded values for each filter (T23)', (kind) => {
    const known = (filter: (typeof EXPORT_FILTERS)[number]) =>
      filterValues(kind, filter) === undefined ? undefined : valuesOf(kind, filter)[0]
    const many = (filter: (typeof EXPORT_FILTERS)[number], count: number) =>
      exportFilters(kind).safeParse({ [filter]: Array.from({ length: count }, () => known(filter) ?? 'a') }).success
    for (const filter of EXPORTS[kind].filters) {
      expect([many(filter, 200), many(filter, 201)], filter).toEqual([true, false])
      if (known(filter) !== undefined) continue
      const long = (length: number) => exportFilters(kind).safeParse({ [filter]: 'a'.repeat(length) }).success
      expect([long(300), long(301)], filter).toEqual([true, false])
    }
    const text = (length: number) => exportFilters(kind).safeParse({ text: 'a'.repeat(length) }).success
    expect([text(300), text(301)]).toEqual([true, false])
  })

  test('takes a state of accounts that AWS has added since', () => {
    expect(exportFilters('accounts').safeParse({ status: 'UNDER_REVIEW' }).success).toBe(true)
  })
})
