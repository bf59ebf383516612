'use client'

import Alert from '@cloudscape-design/components/alert'
import { PageLink } from '#components/display/page-link'
import { type AskedCoverage, notAskedSentence } from '#lib/core/source-coverage'

/** Where there was nothing to ask, in a sentence for each reason, so that an absent row is not taken for "none" (I3). */
export function NotAskedNote({ coverage: { notAsked }, source }: { coverage: AskedCoverage; source: string }) {
  if (notAsked.length === 0) return null
  return (
    <Alert type="info" header="Not everything could be asked about">
      {notAsked.map((reason) => (
        <div key={`${reason.status} ${reason.cause}`}>{notAskedSentence(reason)}</div>
      ))}
      <PageLink href={`/coverage?${new URLSearchParams({ source })}`}>See where, on the coverage page</PageLink>
    </Alert>
  )
}
