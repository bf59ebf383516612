import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StoredEvent } from '../../db/sql/inventory/health-events.ts'
import { compareEvent, type EventRow } from './compare-event.ts'

const ARN = 'arn:aws:health:eu-central-1::event/RDS/AWS_RDS_MAINTENANCE_SCHEDULED/AWS_RDS_MAINTENANCE_SCHEDULED_1'

/** The n-th update of an event whose date AWS moves each time. */
const update = (n: number): EventRow => ({
  kind: 'event',
  arn: ARN,
  service: 'RDS',
  typeCode: 'AWS_RDS_MAINTENANCE_SCHEDULED',
  category: 'scheduledChange',
  scopeCode: 'ACCOUNT_SPECIFIC',
  region: 'eu-central-1',
  startsAt: `2027-01-0${n}T00:00:00.000Z`,
  endsAt: null,
  lastUpdatedAt: `2026-11-0${n}T08:00:00.000Z`,
  awsStatus: n % 2 === 0 ? 'open' : 'upcoming',
  actionability: null,
  description: `update ${n}`,
  metadata: {},
  incomplete: false,
})

function store(row: EventRow, stored: StoredEvent | undefined): StoredEvent | undefined {
  const change = compareEvent(row, stored)
  if (change === null) return stored
  const { write } = change
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return {
    ...write,
    startsAt: instant(write.startsAt),
    endsAt: null,
    lastUpdatedAt: instant(write.lastUpdatedAt),
    withdrawnAt: null,
    unlistedAt: null,
    isDescribed: true,
  }
}

test('six updates in any order leave the last one (F46)', () => {
  const updates = [1, 2, 3, 4, 5, 6].map(update)
  fc.assert(
    fc.property(fc.shuffledSubarray(updates, { minLength: 6 }), (shuffled) => {
      const last = shuffled.reduce<StoredEvent | undefined>((stored, row) => store(row, stored), undefined)
      expect(last).toMatchObject({ awsStatus: 'open', startsAt: new Date('2027-01-06T00:00:00Z') })
    }),
    { numRuns: 720 },
  )
})

test('an answer that lacks a usual field makes an event known and leaves a known one as it is (F28)', () => {
  const lacking = { ...update(2), awsStatus: null, incomplete: true }
  expect(compareEvent(lacking, undefined)).not.toBeNull()
  expect(compareEvent(lacking, store(update(1), undefined))).toBeNull()
})

test('an update that changes the words only is written, and is no new state', () => {
  const changed = { ...update(1), description: 'clearer words' }
  expect(compareEvent(changed, store(update(1), undefined))).toMatchObject({ isNewState: false })
})
