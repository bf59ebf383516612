'use client'

import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { DateWithDistance } from '#components/display/dates'
import { MarkedText } from '#components/display/marked-text'
import { PageLink } from '#components/display/page-link'
import { visibleText } from '#lib/core/format'
import type { RecommendationDetail } from '#lib/domains/recommendations/contract'

/** Beyond so many paragraphs the rest waits until it is asked for: some of AWS's texts are pages long. */
const SHOWN = 4

/** Why it matters, by when, and what to do, in AWS's words where it has some. */
export function WhatAwsSays({ of: { says } }: { of: RecommendationDetail }) {
  const { paragraphs, fix, dates, links } = says
  return (
    <Container header={<Header variant="h2">What AWS says</Header>}>
      <SpaceBetween size="m">
        <div>
          {paragraphs.slice(0, SHOWN).map((paragraph) => (
            <Box key={paragraph} variant="p">
              {visibleText(paragraph)}
            </Box>
          ))}
          {paragraphs.length > SHOWN && (
            <ExpandableSection headerText="The rest of it">
              {paragraphs.slice(SHOWN).map((paragraph) => (
                <Box key={paragraph} variant="p">
                  {visibleText(paragraph)}
                </Box>
              ))}
            </ExpandableSection>
          )}
        </div>
        {dates.length > 0 && (
          <KeyValuePairs
            columns={3}
            minColumnWidth={150}
            items={dates.map(({ label, day }) => ({ label, value: <DateWithDistance day={day} /> }))}
          />
        )}
        {fix && (
          <div>
            <Box variant="awsui-key-label">What to do</Box>
            <MarkedText text={fix} />
          </div>
        )}
        {links.length > 0 && (
          <SpaceBetween size="xs">
            {links.map(({ value, label }) => (
              <PageLink key={value} href={value} variant="primary">
                {visibleText(label)}
              </PageLink>
            ))}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  )
}
