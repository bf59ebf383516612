'use client'

import { LoadFailure } from '#components/feedback/query-state'

/** A page of the frame that could not be made; the frame stays. */
export default function DashboardError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <LoadFailure
      what="this page"
      reason={`Something went wrong in Steward, or its database does not answer just now. It has been written to the log${error.digest ? ` as ${error.digest}` : ''}.`}
      retry={reset}
      retrying={false}
    />
  )
}
