import { EmptyState } from '#components/feedback/empty-state'
import { NothingRead } from '#components/feedback/nothing-read'
import type { SourceCoverage } from '#lib/core/source-coverage'

/** No function because none was read is not the same as no function because there is none (I3). */
export function NoFunctions({ coverage }: { coverage: SourceCoverage | undefined }) {
  if (coverage?.oldestCompleteAt === null) return <NothingRead coverage={coverage} />
  return <EmptyState kind="nothing">There is no Lambda function in the accounts and Regions that were read.</EmptyState>
}
