import type { SourceCoverage } from '#lib/core/source-coverage'
import { EmptyState } from './empty-state.tsx'

/** An empty list of a source that was never read to the end: because it could be nowhere, or because nobody has tried (I3). */
export function NothingRead({ coverage }: { coverage: SourceCoverage }) {
  if (coverage.gaps.some(({ status }) => status !== 'never')) {
    return (
      <EmptyState kind="nothing" heading="Could not look">
        This could be read to the end nowhere. The coverage page says what is missing.
      </EmptyState>
    )
  }
  return <EmptyState kind="first-run">The first collection fills this list; it may be running now.</EmptyState>
}
