'use client'

import { Instant } from '#components/display/dates'
import { MarkedText } from '#components/display/marked-text'
import { Status } from '#components/display/status'
import { causePhrase } from '#lib/core/coverage'
import type { HealthReading } from '#lib/domains/health/contract'

/** What stands behind everything that is shown of AWS Health: one reading for the whole organisation (I3). */
export function ReadingNote({ reading }: { reading: HealthReading }) {
  const { status, cause, message, lastCompleteAt } = reading
  if (status === 'never') return <Status kind="unknown">AWS Health has not been read yet</Status>
  if (status === 'complete') {
    return (
      <>
        Read from AWS’s organisation view <Instant at={lastCompleteAt} />.
      </>
    )
  }
  return (
    <Status kind="could-not-look">
      {status === 'partial' ? 'Read in part' : 'Could not be read'}:{' '}
      {message ? <MarkedText text={message} /> : causePhrase(cause, status)}
      {lastCompleteAt ? (
        <>
          {' '}
          What is shown is as of <Instant at={lastCompleteAt} />.
        </>
      ) : (
        ' It was never read wholly.'
      )}
    </Status>
  )
}
