'use client'

import Box from '@cloudscape-design/components/box'
import Cards from '@cloudscape-design/components/cards'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Figure } from '#components/display/figure'
import { PageLink } from '#components/display/page-link'
import { Status, type StatusKind } from '#components/display/status'
import { CoverageNote } from '#components/feedback/coverage-note'
import { CHECK_STATUS_WORDS, type CheckStatusWord } from '#lib/core/advisor-status'
import { countOf, formatCount } from '#lib/core/format'
import { type AskedCoverage, entitlementSentence } from '#lib/core/source-coverage'
import type { CategoryCard } from '#lib/domains/trusted-advisor/contract'
import { categoryName, dollars } from './advisor-words.tsx'

type Props = { categories: readonly CategoryCard[]; coverage: AskedCoverage }

/** The six categories: checks by their worst status in any account, and what could be saved. */
export function CategoryCards({ categories, coverage }: Props) {
  return (
    <Cards
      items={categories}
      trackBy="category"
      cardsPerRow={[{ cards: 1 }, { minWidth: 600, cards: 2 }, { minWidth: 900, cards: 3 }]}
      header={
        <Header
          variant="h2"
          description={
            <>
              <span style={LINE}>Checks by the worst that any account has. {entitlementSentence(coverage)}</span>
              <CoverageNote coverage={coverage} />
            </>
          }
        >
          Categories
        </Header>
      }
      ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: '' }}
      cardDefinition={{
        header: ({ category }) => (
          <PageLink href={`/trusted-advisor?${new URLSearchParams({ category })}`} fontSize="heading-m">
            {categoryName(category)}
          </PageLink>
        ),
        sections: [{ id: 'counts', content: (card) => <Counts card={card} /> }],
      }}
    />
  )
}

const LINE = { display: 'block' } as const

function Counts({ card: { category, checks, error, warning, ok, unknown, flagged, monthlySavings } }: CardProps) {
  if (checks === 0) return <Status kind="unknown">No result of any check is known</Status>
  return (
    <SpaceBetween size="xs">
      <div>
        <Count category={category} status="error" count={error} kind="overdue" />
        <Count category={category} status="warning" count={warning} kind="approaching" />
        <Count category={category} status="ok" count={ok} kind="fine" />
        {unknown > 0 && <Count category={category} status="not_available" count={unknown} kind="could-not-look" />}
      </div>
      <Box color="text-body-secondary" fontSize="body-s">
        {countOf(flagged, 'resource')} flagged
        {monthlySavings !== null && `, ${dollars(monthlySavings)} a month could be saved`}
      </Box>
    </SpaceBetween>
  )
}

type CardProps = { card: CategoryCard }
type CountProps = { category: string; status: CheckStatusWord; count: number; kind: StatusKind }

/** A zero is no status of its own: it is only counted. */
function Count({ category, status, count, kind }: CountProps) {
  const words = `${CHECK_STATUS_WORDS[status]}: ${formatCount(count)}`
  if (count === 0) {
    return (
      <Box color="text-status-inactive">
        <Status kind="dismissed">{words}</Status>
      </Box>
    )
  }
  return (
    <div>
      <Figure count={count} href={`/trusted-advisor?${new URLSearchParams({ category, status })}`}>
        <Status kind={kind}>{words}</Status>
      </Figure>
    </div>
  )
}
