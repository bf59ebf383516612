/**
 * What the demo's people answer, by a script: some of what is new is acknowledged, planned or turned down, some promises
 * are kept and some are not. Pure, and the same every time: who gets which answer follows from a recommendation's id.
 */
import { isLate } from '../../lib/core/due.ts'
import { addDays, type Day } from '../../lib/core/time.ts'
import type { AnswerRequest, Reason, RecommendationRow } from '../../lib/domains/recommendations/contract.ts'
import type { Occasion } from './past-week.ts'

/** Whatever sends it gives it its id. */
export type ScriptedAnswer = AnswerRequest extends infer One
  ? One extends unknown
    ? Omit<One, 'clientId'>
    : never
  : never

export type Morning = { occasion: Occasion; week: number; today: Day; personId: string }

const PROMISED_DAYS = [16, 48, 76, 104] as const
const PROMISES = [
  'In the next release.',
  'Planned with the platform upgrade.',
  'Two functions at a time, the batch jobs last.',
  null,
] as const

type Refusal = { reason: Reason; note: string | null; days: number | null }
const REFUSALS: readonly Refusal[] = [
  { reason: 'temporary_account', note: 'The account closes at the end of the quarter.', days: 27 },
  { reason: 'valid_business_case', note: 'The vendor certifies the new version in spring.', days: 41 },
  { reason: 'low_priority', note: 'After the peak season.', days: 13 },
  { reason: 'other_methods_available', note: 'Replaced by the central service.', days: null },
  { reason: 'not_applicable', note: null, days: 20 },
]

/** A number from an id, so that the script picks alike every time. */
const lotOf = ({ id }: RecommendationRow): number => Number.parseInt(id.slice(0, 6), 16)

function pick<Item>(from: readonly [Item, ...Item[]] | readonly Item[], lot: number): Item {
  const chosen = from[lot % from.length]
  if (chosen === undefined) throw new Error('the script has nothing to pick from')
  return chosen
}

const itemOf = ({ accountId, id, version }: RecommendationRow) => ({ accountId, recommendationId: id, version })

/** Out of three that are looked at, two are planned; of the rest some are turned down and some go on waiting. */
const isPlanned = (row: RecommendationRow): boolean => lotOf(row) % 3 !== 0
const isTurnedDown = (row: RecommendationRow): boolean => lotOf(row) % 6 === 0

/** `rows` are what the person may answer, the most urgent first. */
export function scriptedAnswers(rows: readonly RecommendationRow[], morning: Morning): ScriptedAnswer[] {
  const waiting = rows.filter(({ stage }) => stage === 'pending_response')
  const seen = waiting.filter(({ acknowledgedAt }) => acknowledgedAt !== null)
  if (morning.occasion === 'look') return acknowledge(waiting.filter(({ acknowledgedAt }) => acknowledgedAt === null))
  if (morning.occasion === 'plan') return seen.filter(isPlanned).slice(0, 3).map(accept(morning))
  if (morning.occasion === 'weigh') return seen.filter(isTurnedDown).slice(0, 1).map(reject(morning))
  return followUp(rows, morning)
}

function acknowledge(unseen: readonly RecommendationRow[]): ScriptedAnswer[] {
  const items = unseen.slice(0, 5).map(itemOf)
  return items.length === 0 ? [] : [{ action: 'acknowledge', items }]
}

const accept =
  ({ today, personId }: Morning) =>
  (row: RecommendationRow): ScriptedAnswer => ({
    action: 'accept',
    items: [itemOf(row)],
    committedOn: addDays(today, pick(PROMISED_DAYS, lotOf(row))),
    assignee: personId,
    note: pick(PROMISES, lotOf(row) >> 2) ?? undefined,
  })

const reject =
  ({ today }: Morning) =>
  (row: RecommendationRow): ScriptedAnswer => {
    const { reason, note, days } = pick(REFUSALS, lotOf(row) >> 1)
    return {
      action: 'reject',
      items: [itemOf(row)],
      reason,
      note: note ?? undefined,
      expiresOn: days === null ? null : addDays(today, days),
    }
  }

/** Of promises that have passed, one is put off, one is talked about, and the others stay late. */
function followUp(rows: readonly RecommendationRow[], { week, today }: Morning): ScriptedAnswer[] {
  const promised = rows.filter(({ stage }) => stage === 'in_progress')
  const late = promised.filter(({ committedOn }) => isLate(committedOn, today))
  const [first, second] = late
  const fixed = promised.find((row) => lotOf(row) % 5 === 0 && row.claimedFixedAt === null)
  const turnedDown = rows.find(({ stage, expiresOn }) => stage === 'dismissed' && expiresOn === null)
  return [
    ...(first && week % 2 === 0
      ? [
          {
            action: 'accept' as const,
            items: [itemOf(first)],
            committedOn: addDays(today, 21),
            note: 'Took longer than we thought.',
          },
        ]
      : []),
    ...(second
      ? [{ action: 'comment' as const, items: [itemOf(second)], note: 'Waits for the new build image.' }]
      : []),
    ...(fixed && week % 3 === 1
      ? [{ action: 'claim_fixed' as const, items: [itemOf(fixed)], note: 'Deployed this morning.' }]
      : []),
    ...(turnedDown && week % 4 === 3
      ? [
          {
            action: 'reopen' as const,
            items: [itemOf(turnedDown)],
            note: 'The central service does not cover it after all.',
          },
        ]
      : []),
  ]
}
