/** What the pages of recommendations ask and are told, and what an answer may say. Shared by server and browser. */
import { z } from 'zod'
import type { CoverageSummary } from '#lib/core/coverage'
import { DUE } from '#lib/core/due'
import { FINDING_SCOPES } from '#lib/core/finding-source'
import { type ListDefinition, type ListPage, type ListValues, listInput } from '#lib/core/list'
import { listAddress, tabbedAddress } from '#lib/core/page-address'
import { isStorable } from '#lib/core/storable'
import { type Day, isAskableDay } from '#lib/core/time'
import { type DecisionAction, STAGES, type Stage } from '#lib/history/history-entry'

export { STAGES, type Stage }

/** What waits or is worked on, and what is over for now. */
export const TABS = ['active', 'closed'] as const
export type Tab = (typeof TABS)[number]
export const STAGES_OF: Readonly<Record<Tab, readonly Stage[]>> = {
  active: ['pending_response', 'in_progress'],
  closed: ['dismissed', 'resolved'],
}

export const recommendationList = {
  filters: ['status', 'account', 'ou', 'team', 'source', 'check', 'assignee', 'due'],
  values: { status: { values: STAGES }, source: { values: FINDING_SCOPES }, due: { values: DUE } },
  sorts: ['priority', 'due', 'committed', 'age'],
  sort: 'priority',
  order: 'desc',
} as const satisfies ListDefinition
export type RecommendationFilter = (typeof recommendationList.filters)[number]
export type RecommendationSort = (typeof recommendationList.sorts)[number]

export const recommendationListInput = listInput<RecommendationFilter, RecommendationSort>(recommendationList)
export type RecommendationListValues = ListValues<RecommendationFilter, RecommendationSort>

const ofStages = (stages: readonly Stage[]) => ({
  ...recommendationList,
  values: { ...recommendationList.values, status: { values: stages } },
})
/** The list of each tab of the page, which has no rows of other stages. */
export const recommendationTabs = { active: ofStages(STAGES_OF.active), closed: ofStages(STAGES_OF.closed) } as const
export const recommendationAddress = tabbedAddress({
  active: listAddress(recommendationTabs.active),
  closed: listAddress(recommendationTabs.closed),
})

/** A tab's rows: those of its stages, unless some of them are asked for. */
export function withinTab(values: RecommendationListValues, tab: Tab): RecommendationListValues {
  const stages: readonly string[] = STAGES_OF[tab]
  const chosen = (values.filters.status ?? []).filter((stage) => stages.includes(stage))
  return { ...values, filters: { ...values.filters, status: chosen.length > 0 ? chosen : [...stages] } }
}

/** Somebody, by what they are called; the id where nobody of that id is known any more. */
export type Named = { id: string; name: string }

export type RecommendationRow = {
  accountId: string
  accountName: string | null
  id: string
  /** What must be done: `lambda-runtime:python3.9`, and what a person calls it. */
  subject: string
  title: string
  checkId: string
  teamId: string | null
  teamName: string | null
  stage: Stage
  priority: number
  /** Why it has this priority, the heaviest reason first. */
  because: readonly string[]
  openFindings: number
  liveFindings: number
  dueOn: Day | null
  committedOn: Day | null
  expiresOn: Day | null
  assignee: Named | null
  acknowledgedAt: string | null
  claimedFixedAt: string | null
  createdAt: string
  resolvedAt: string | null
  /** Which sources say so now. */
  sources: string[]
  /** What an answer must name, so that it does not undo one that it has not seen. */
  version: number
}

export type RecommendationPage = ListPage<RecommendationRow> & { coverage: CoverageSummary }

export type Facet = { value: string; label: string }

/** What the list may be narrowed by, and who may be made responsible. */
export type RecommendationChoices = { teams: Facet[]; checks: Facet[]; people: Named[] }

export const recommendationKey = z.object({
  accountId: z.string().regex(/^\d{12}$/),
  // A hash in the form of a UUID, of no version.
  recommendationId: z.guid().toLowerCase(),
})
export type RecommendationKey = z.infer<typeof recommendationKey>

/** What one source says of the affected resources, and of how many. */
export type SourceWords = {
  source: string
  verdict: string
  dueOn: Day | null
  resources: number
  /** The first of its words that still stand were said then. */
  since: string
}

/** What AWS says of the subject, with where it says so. */
export type AwsWords = {
  paragraphs: string[]
  fix: string | null
  dates: { label: string; day: Day }[]
  links: Facet[]
}

export type HistoryStep = {
  id: string
  at: string
  actor: Named
  action: DecisionAction
  from: Stage
  to: Stage
  reason: string | null
  note: string | null
  committedOn: Day | null
  assignee: Named | null
  expiresOn: Day | null
  openFindings: number
}

export type RecommendationDetail = RecommendationRow & {
  acknowledgedBy: Named | null
  decidedAt: string | null
  decidedBy: Named | null
  reason: string | null
  note: string | null
  says: AwsWords
  witnesses: SourceWords[]
  /** Newest first. */
  history: HistoryStep[]
  moreHistory: boolean
  people: Named[]
}

export type AffectedRow = {
  id: string
  region: string
  resourceId: string
  resourceName: string
  checkId: string
  verdict: string
  status: string
  severity: string
  dueOn: Day | null
  use: string
  firstSeenAt: string
  sources: string[]
  /** Its own page, where it has one. */
  href: string | null
}

export type AffectedPage = { rows: AffectedRow[]; after: string | null; before: string | null }

const cursor = z.string().max(2_000).optional()
export const affectedInput = recommendationKey.extend({ after: cursor, before: cursor })

// ── Answers ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The codes AWS takes for a dismissal: `UpdateRecommendationLifecycle`, `updateReasonCode` (Trusted Advisor API). */
export const REASONS = [
  'non_critical_account',
  'temporary_account',
  'valid_business_case',
  'other_methods_available',
  'low_priority',
  'not_applicable',
  'other',
] as const
export type Reason = (typeof REASONS)[number]

/** Answers at once; more is refused, and nothing of it is done. */
export const ITEMS_MAX = 1_000
export const NOTE_LENGTH_MAX = 2_000

const note = z.string().trim().max(NOTE_LENGTH_MAX).refine(isStorable, 'has characters that cannot be stored')
const day = z.string().refine(isAskableDay, 'must be a day such as 2027-03-01')

const items = z
  .array(z.strictObject({ ...recommendationKey.shape, version: z.int().min(1).max(2_000_000_000) }))
  .min(1)
  .max(ITEMS_MAX)
  .refine(
    (given) => new Set(given.map(({ recommendationId: id, accountId }) => `${accountId} ${id}`)).size === given.length,
    'names a recommendation twice',
  )
const toSeveral = {
  items,
  /** Made by the sender: the same id sent again changes nothing, and is told what came of it the first time. */
  clientId: z.uuid(),
}
const noteIfAny = note.optional().transform((text) => text || null)

/** Each action takes its own fields and no others. */
export const answerRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('acknowledge'), ...toSeveral, note: noteIfAny }),
  z.strictObject({
    action: z.literal('accept'),
    ...toSeveral,
    committedOn: day,
    assignee: z.string().trim().min(1).max(200).nullish(),
    note: noteIfAny,
  }),
  z.strictObject({
    action: z.literal('reject'),
    ...toSeveral,
    reason: z.enum(REASONS),
    expiresOn: day.nullish(),
    note: noteIfAny,
  }),
  z.strictObject({ action: z.literal('comment'), ...toSeveral, note: note.min(1, 'must say something') }),
  z.strictObject({ action: z.literal('claim_fixed'), ...toSeveral, note: noteIfAny }),
  z.strictObject({ action: z.literal('reopen'), ...toSeveral, note: noteIfAny }),
])
export type AnswerRequest = z.input<typeof answerRequest>
export type Answer = z.output<typeof answerRequest>
export type AnswerAction = Answer['action']

/** Where the recommendations stand after an answer, in the order they were named. */
export type AnswerResult = {
  at: string
  items: { accountId: string; recommendationId: string; version: number; stage: Stage }[]
}

/** What a refused answer is told of each recommendation that is no longer what its sender saw. */
export type CurrentState = AnswerResult['items'][number] & {
  /** Who changed it last, and how; null where the history does not tell. */
  last: { actor: Named; action: DecisionAction; at: string } | null
}
