'use client'

import SpaceBetween from '@cloudscape-design/components/space-between'
import { Instant } from '#components/display/dates'
import { EmptyState } from '#components/feedback/empty-state'
import { NotAskedNote } from '#components/feedback/not-asked'
import { NotLookedAt } from '#components/feedback/not-looked-at'
import { NothingRead } from '#components/feedback/nothing-read'
import type { AskedCoverage } from '#lib/core/source-coverage'

const SOURCE = 'config.compliance'

/** Where Config was not asked or could not be read: nothing on the page speaks of those places. */
export function ConfigCoverage({ coverage }: { coverage: AskedCoverage }) {
  if (coverage.notAsked.length === 0 && coverage.named.length === 0) return null
  return (
    <SpaceBetween size="l">
      <NotAskedNote coverage={coverage} source={SOURCE} />
      <NotLookedAt coverage={coverage} source={SOURCE} />
    </SpaceBetween>
  )
}

/** Of when the figures are at the place that was read longest ago. */
export function AsOf({ coverage }: { coverage: AskedCoverage }) {
  if (coverage.oldestCompleteAt === null) return <>Not read yet</>
  return (
    <>
      Every place read at <Instant at={coverage.oldestCompleteAt} /> or later
    </>
  )
}

/** Empty because nothing was ever read is not the same as empty because all is well. */
export function NoRules({ coverage, children }: { coverage: AskedCoverage | undefined; children: string }) {
  if (coverage?.oldestCompleteAt !== null) return <EmptyState kind="nothing">{children}</EmptyState>
  if (coverage.notAsked.some(({ cause }) => cause === 'NO_AGGREGATOR')) {
    return (
      <EmptyState kind="nothing" heading="Could not look">
        There is no aggregator of the organisation. Make one in AWS Config with all accounts and Regions, or name
        another in the setting STEWARD_CONFIG_AGGREGATOR.
      </EmptyState>
    )
  }
  return <NothingRead coverage={coverage} />
}
