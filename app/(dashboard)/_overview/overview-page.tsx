'use client'

import Grid from '@cloudscape-design/components/grid'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { CoverageNote } from '#components/feedback/coverage-note'
import { QueryState } from '#components/feedback/query-state'
import { Page } from '#components/shell/page'
import { overviewQueries } from '#lib/domains/overview/client'
import type { Overview } from '#lib/domains/overview/contract'
import { BySource } from './by-source.tsx'
import { Figures } from './figures.tsx'
import { FirstRun } from './first-run.tsx'
import { Movement } from './movement.tsx'
import { NextDates } from './next-dates.tsx'
import { OpenByTeam } from './open-by-team.tsx'
import { OpenByUnit } from './open-by-unit.tsx'
import { OpenTrend } from './open-trend.tsx'

/** Where do we stand, and what is next? */
export function OverviewPage({ ownOnly }: { ownOnly: boolean }) {
  const overview = useQuery(overviewQueries.whole())
  return (
    <Page
      title="Overview"
      description={
        <>
          <span style={LINE}>
            {ownOnly
              ? 'What your teams’ accounts have to do, and by when.'
              : 'What the organisation has to do, and by when.'}
          </span>
          {overview.data?.collected && <CoverageNote coverage={overview.data.coverage} />}
        </>
      }
    >
      <QueryState query={overview} what="the overview" lines={12} isEmpty={nothingYet} whenEmpty={<FirstRun />}>
        {(data) => (
          <SpaceBetween size="l">
            <Figures overview={data} />
            <BySource overview={data} />
            <Grid gridDefinition={HALVES}>
              <NextDates dates={data.dates} />
              <OpenTrend trend={data.trend} />
            </Grid>
            <Movement overview={data} />
            <Grid gridDefinition={WIDE_AND_NARROW}>
              <OpenByUnit units={data.units} />
              <OpenByTeam teams={data.teams} />
            </Grid>
          </SpaceBetween>
        )}
      </QueryState>
    </Page>
  )
}

const LINE = { display: 'block' } as const

const nothingYet = ({ collected }: Overview) => !collected

const WIDE_AND_NARROW = [{ colspan: { default: 12, l: 8 } }, { colspan: { default: 12, l: 4 } }]
const HALVES = [{ colspan: { default: 12, m: 6 } }, { colspan: { default: 12, m: 6 } }]
