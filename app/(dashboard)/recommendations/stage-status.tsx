'use client'

import { useToday } from '#components/display/dates'
import { Status } from '#components/display/status'
import { isLate } from '#lib/core/due'
import type { RecommendationRow } from '#lib/domains/recommendations/contract'

type Staged = Pick<RecommendationRow, 'stage' | 'acknowledgedAt' | 'claimedFixedAt' | 'committedOn'>

/** How far its owner has come with it, in a word. */
export function StageStatus({ of: { stage, acknowledgedAt, claimedFixedAt, committedOn } }: { of: Staged }) {
  const today = useToday()
  if (stage === 'resolved') return <Status kind="resolved" />
  if (stage === 'dismissed') return <Status kind="dismissed">Rejected</Status>
  if (stage === 'in_progress') {
    if (claimedFixedAt !== null) return <Status kind="in-progress">Fixed, not yet confirmed</Status>
    if (isLate(committedOn, today)) return <Status kind="overdue">Later than promised</Status>
    return <Status kind="in-progress" />
  }
  if (acknowledgedAt !== null) return <Status kind="in-progress">Acknowledged</Status>
  return <Status kind="approaching">Waits for an answer</Status>
}
