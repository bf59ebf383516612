'use client'

import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { QueryState } from '#components/feedback/query-state'
import { Page } from '#components/shell/page'
import { visibleText } from '#lib/core/format'
import { recommendationQueries } from '#lib/domains/recommendations/client'
import type { RecommendationDetail, RecommendationKey } from '#lib/domains/recommendations/contract'
import { Affected } from './affected.tsx'
import { AnswerPanel } from './answer-panel.tsx'
import styles from './columns.module.css'
import { RecommendationFacts } from './recommendation-facts.tsx'
import { Timeline } from './timeline.tsx'
import { WhatAwsSays } from './what-aws-says.tsx'
import { WhoSaysWhat } from './who-says-what.tsx'

type Props = { at: RecommendationKey; mayDecide: boolean }

/** What is to be done here, who says so, what is affected, and what does its owner answer? */
export function RecommendationPage({ at, mayDecide }: Props) {
  const recommendation = useQuery(recommendationQueries.one(at))
  const { data } = recommendation
  return (
    <Page title={data ? visibleText(data.title) : 'Recommendation'} {...(data && { description: whereOf(data) })}>
      <QueryState query={recommendation} what="the recommendation" lines={10}>
        {(one) => (
          <SpaceBetween size="l">
            <RecommendationFacts of={one} />
            <div className={styles.columns}>
              <WhatAwsSays of={one} />
              <div className={styles.aside}>
                <SpaceBetween size="l">
                  {mayDecide && <AnswerPanel of={one} />}
                  <Timeline of={one} mayComment={mayDecide} />
                </SpaceBetween>
              </div>
              <SpaceBetween size="l">
                <WhoSaysWhat of={one} />
                <Affected at={at} of={one} />
              </SpaceBetween>
            </div>
          </SpaceBetween>
        )}
      </QueryState>
    </Page>
  )
}

function whereOf({ accountId, accountName, teamName, teamId }: RecommendationDetail): string {
  const account = accountName === null ? accountId : `${visibleText(accountName)} (${accountId})`
  const team = teamName ?? teamId
  return team === null ? `${account}, owned by nobody yet` : `${account}, owned by ${team}`
}
