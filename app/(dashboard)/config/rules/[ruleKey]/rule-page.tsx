'use client'

import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { RegionList } from '#components/display/regions'
import { QueryState } from '#components/feedback/query-state'
import { Page } from '#components/shell/page'
import { formatCount, visibleText } from '#lib/core/format'
import { configQueries } from '#lib/domains/config/client'
import type { RuleDetail } from '#lib/domains/config/contract'
import type { ShownList } from '#lib/lists/shown-list'
import { AsOf, ConfigCoverage } from '../../config-coverage.tsx'
import { fewInWords, packInWords, RuleState } from '../../rule-columns.tsx'
import { EvaluationTable } from './evaluation-table.tsx'

/** One rule, the same in all accounts and Regions: what does not comply with it, where, and since when. */
export function RulePage({ ruleKey, list }: { ruleKey: string; list: ShownList }) {
  const rule = useQuery(configQueries.rule(ruleKey))
  return (
    <Page
      title={visibleText(rule.data?.title ?? ruleKey)}
      description="A rule of AWS Config, in every account and Region that has it"
    >
      <QueryState query={rule} what="the rule" lines={8}>
        {(known) => (
          <SpaceBetween size="l">
            <Facts rule={known} />
            <EvaluationTable rule={known} list={list} />
            <ConfigCoverage coverage={known.coverage} />
          </SpaceBetween>
        )}
      </QueryState>
    </Page>
  )
}

function Facts({ rule }: { rule: RuleDetail }) {
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        minColumnWidth={160}
        items={[
          { label: 'Rule', value: visibleText(rule.ruleKey) },
          { label: 'State', value: <RuleState rule={rule} /> },
          { label: 'Non-compliant resources', value: formatCount(rule.resources) },
          {
            label: 'Accounts',
            value: (
              <>
                {formatCount(rule.failingAccounts)} of {formatCount(rule.accounts)}
                <Box color="text-body-secondary" fontSize="body-s">
                  that have the rule
                </Box>
              </>
            ),
          },
          { label: 'Regions', value: rule.regions.length > 0 ? <RegionList names={rule.regions} /> : 'None' },
          {
            label: 'Conformance packs',
            value: fewInWords(rule.packs.map(packInWords), 'None, as far as its name tells'),
          },
          { label: 'As of', value: <AsOf coverage={rule.coverage} /> },
        ]}
      />
    </Container>
  )
}
