'use client'

import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyState } from '#components/feedback/empty-state'
import { accountProperty } from '#components/table/account-property'
import type { FilterProperty } from '#components/table/list-filter'
import { ResourceTable } from '#components/table/resource-table'
import { rowKeyOf } from '#components/table/use-chosen-row'
import { useListUrl } from '#components/table/use-list-url'
import { DUE, SOON_DAYS } from '#lib/core/due'
import { FINDING_SOURCE_FACTS, FINDING_SOURCES } from '#lib/core/finding-source'
import { visibleText } from '#lib/core/format'
import { recommendationQueries } from '#lib/domains/recommendations/client'
import {
  type RecommendationChoices,
  type RecommendationFilter,
  type RecommendationRow,
  recommendationList,
  STAGES_OF,
  type Tab,
  withinTab,
} from '#lib/domains/recommendations/contract'
import { STAGE_WORDS } from '#lib/domains/recommendations/words'
import { AnswerBar } from './answer-bar.tsx'
import { RECOMMENDATION_COLUMNS } from './recommendation-columns.tsx'
import type { Person } from './recommendations-page.tsx'

/** The recommendations of a tab, narrowed and ordered by the URL; several of them are answered at once. */
export function RecommendationTable({ tab, person }: { tab: Tab; person: Person }) {
  const url = useListUrl(recommendationList)
  const asked = withinTab(url.values, tab)
  const recommendations = useQuery(recommendationQueries.list(asked))
  const choices = useQuery(recommendationQueries.choices())
  const [chosenKeys, setChosenKeys] = useState<readonly string[]>([])
  const rows = recommendations.data?.rows ?? []
  const chosen = rows.filter((row) => chosenKeys.includes(rowKeyOf(row)))
  return (
    <>
      <ResourceTable
        id={`recommendations-${tab}`}
        title={tab === 'active' ? 'Active recommendations' : 'Closed recommendations'}
        one="recommendation"
        columns={RECOMMENDATION_COLUMNS[tab]}
        rowKey={rowKeyOf}
        rowName={({ title, accountName, accountId }) =>
          `${visibleText(title)} in ${visibleText(accountName ?? accountId)}`
        }
        url={url}
        query={recommendations}
        filters={propertiesOf(tab, choices.data, rows)}
        placeholder="Filter by stage, account, team, check …, or by how its name begins"
        exportKind="recommendations"
        exportOf={{ status: asked.filters.status ?? [] }}
        coverage={recommendations.data?.coverage}
        actions={<Whose person={person} url={url} />}
        whenEmpty={<WhenEmpty tab={tab} />}
        {...(person.mayDecide && {
          chosen,
          onChoose: (those: RecommendationRow[]) => setChosenKeys(those.map(rowKeyOf)),
        })}
      />
      {chosen.length > 0 && (
        <AnswerBar chosen={chosen} people={choices.data?.people ?? []} onClear={() => setChosenKeys([])} />
      )}
    </>
  )
}

function WhenEmpty({ tab }: { tab: Tab }) {
  if (tab === 'closed') {
    return <EmptyState kind="nothing">Nothing has been rejected, and nothing has resolved yet.</EmptyState>
  }
  return (
    <EmptyState kind="nothing" heading="Nothing waits for an answer here">
      What the next collection finds in the accounts you see stands here.
    </EmptyState>
  )
}

type Url = ReturnType<typeof useListUrl<RecommendationFilter, (typeof recommendationList.sorts)[number]>>

const same = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((value) => b.includes(value))

/** What one is responsible for, what one's teams own, or all that one may see: two filters, set at once. */
function Whose({ person, url }: { person: Person; url: Url }) {
  const { assignee, team, ...others } = url.values.filters
  const mine = same(assignee, [person.id]) && team === undefined
  const ofTeams = person.teamIds.length > 0 && same(team, person.teamIds) && assignee === undefined
  const options = [
    { id: 'mine', text: 'Mine' },
    ...(person.teamIds.length > 0 ? [{ id: 'teams', text: 'My teams' }] : []),
    { id: 'all', text: 'All' },
  ]
  const filtersOf = (whose: string) => {
    if (whose === 'mine') return { ...others, assignee: [person.id] }
    return whose === 'teams' ? { ...others, team: [...person.teamIds] } : others
  }
  const whose = mine ? 'mine' : ofTeams ? 'teams' : assignee === undefined && team === undefined ? 'all' : null
  return (
    <SegmentedControl
      label="Whose"
      selectedId={whose}
      options={options}
      onChange={({ detail }) => url.change({ filters: filtersOf(detail.selectedId) })}
    />
  )
}

const SOURCE_OPTIONS = FINDING_SOURCES.map((source) => {
  const { scopes: value, name: label } = FINDING_SOURCE_FACTS[source]
  return { value, label }
})

const DUE_WORDS = { overdue: 'Overdue', '30days': `Within ${SOON_DAYS} days` } as const

function propertiesOf(
  tab: Tab,
  choices: RecommendationChoices | undefined,
  rows: readonly RecommendationRow[],
): FilterProperty<RecommendationFilter>[] {
  const people = choices?.people ?? []
  return [
    {
      key: 'status',
      label: 'Stage',
      plural: 'Stages',
      options: STAGES_OF[tab].map((value) => ({ value, label: STAGE_WORDS[value] })),
    },
    accountProperty(rows),
    { key: 'ou', label: 'Organizational unit', plural: 'Organizational units' },
    { key: 'team', label: 'Team', plural: 'Teams', options: choices?.teams ?? [] },
    { key: 'source', label: 'Source', plural: 'Sources', options: SOURCE_OPTIONS },
    {
      key: 'check',
      label: 'Check',
      plural: 'Checks',
      options: choices?.checks ?? [],
    },
    {
      key: 'assignee',
      label: 'Responsible',
      plural: 'People',
      options: [...people.map(({ id, name }) => ({ value: id, label: name })), { value: 'none', label: 'Nobody yet' }],
    },
    {
      key: 'due',
      label: 'Due',
      plural: 'Due',
      options: DUE.map((value) => ({ value, label: DUE_WORDS[value] })),
    },
  ]
}
