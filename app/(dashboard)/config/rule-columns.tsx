'use client'

import Box from '@cloudscape-design/components/box'
import { PageLink } from '#components/display/page-link'
import { Status } from '#components/display/status'
import type { ResourceColumn } from '#components/table/resource-table'
import { UNNAMED_PACK } from '#lib/core/config-rule-key'
import { formatCount, visibleText } from '#lib/core/format'
import type { RuleRow, RuleSort } from '#lib/domains/config/contract'

const NAMED_MAX = 2

export const ruleHref = (ruleKey: string): string => `/config/rules/${encodeURIComponent(ruleKey)}`

/** Through the aggregator AWS Config tells that a pack deployed a rule, and not which. */
export const packInWords = (pack: string): string => (pack === UNNAMED_PACK ? 'A pack' : visibleText(pack))

/** `a, b and 3 more` */
export function fewInWords(names: readonly string[], whenNone: string): string {
  if (names.length === 0) return whenNone
  if (names.length <= NAMED_MAX) return names.map(visibleText).join(', ')
  const [first = ''] = names
  return `${visibleText(first)} and ${formatCount(names.length - 1)} more`
}

/** Complied with wherever AWS Config has data of it; else in how many of its places it is not. */
export function RuleState({ rule: { failing, compliant, resources, rules } }: { rule: RuleRow }) {
  if (failing === 0 && resources === 0) {
    return compliant > 0 ? (
      <Status kind="fine">Complied with</Status>
    ) : (
      <Status kind="unknown">No data of it in AWS Config</Status>
    )
  }
  return (
    <Status kind="approaching">
      Not in {formatCount(failing)} of {formatCount(rules)} {rules === 1 ? 'place' : 'places'}
    </Status>
  )
}

export const RULE_COLUMNS: readonly ResourceColumn<RuleRow, RuleSort>[] = [
  {
    id: 'rule',
    header: 'Rule',
    sort: 'rule',
    width: 250,
    cell: ({ ruleKey, title }) => (
      <>
        <PageLink href={ruleHref(ruleKey)}>{visibleText(title)}</PageLink>
        {title !== ruleKey && (
          <Box color="text-body-secondary" fontSize="body-s">
            {visibleText(ruleKey)}
          </Box>
        )}
      </>
    ),
  },
  { id: 'state', header: 'State', width: 210, cell: (rule) => <RuleState rule={rule} /> },
  {
    id: 'resources',
    header: 'Not compliant',
    sort: 'resources',
    figure: true,
    width: 160,
    cell: ({ resources }) => formatCount(resources),
  },
  {
    id: 'accounts',
    header: 'Accounts',
    sort: 'accounts',
    figure: true,
    width: 130,
    cell: ({ accounts, failingAccounts }) => (
      <>
        {formatCount(failingAccounts)}
        <Box color="text-body-secondary" fontSize="body-s">
          of {formatCount(accounts)}
        </Box>
      </>
    ),
  },
  { id: 'regions', header: 'Regions', width: 170, cell: ({ regions }) => fewInWords(regions, 'None') },
  {
    id: 'packs',
    header: 'Conformance pack',
    width: 160,
    cell: ({ packs }) => fewInWords(packs.map(packInWords), 'None'),
  },
]
