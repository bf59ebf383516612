import { EmptyState } from '#components/feedback/empty-state'
import type { SourceCoverage } from '#lib/core/source-coverage'

/** No function because none was read is not the same as no function because there is none (I3). */
export function NoFunctions({ coverage }: { coverage: SourceCoverage | undefined }) {
  if (coverage?.oldestCompleteAt !== null) {
    return (
      <EmptyState kind="nothing">There is no Lambda function in the accounts and Regions that were read.</EmptyState>
    )
  }
  if (coverage.gaps.some(({ status }) => status !== 'never')) {
    return (
      <EmptyState kind="nothing" heading="Could not look">
        Functions could be read nowhere. The coverage page says what is missing.
      </EmptyState>
    )
  }
  return <EmptyState kind="first-run">The first collection fills this page; it may be running now.</EmptyState>
}
