/** What the Health pages ask and are told. Shared by server and browser. */
import { z } from 'zod'
import { EVENT_STATUSES, type EventStatus } from '#lib/checks/health/event-status'
import { type ListDefinition, type ListPage, type ListTotal, type ListValues, listInput } from '#lib/core/list'
import { listAddress, tabbedAddress } from '#lib/core/page-address'
import type { ScopeStatus } from '#lib/core/reading'
import type { Day } from '#lib/core/time'
import type { Notice } from './notice.ts'

export { EVENT_STATUSES, type EventStatus, type Notice }

/** A team that is nobody: what no rule gives to a team. */
export const UNOWNED = 'none'

/** Planned lifecycle events have a deadline; other scheduled changes happen to one. */
export const CHANGE_KINDS = ['planned', 'scheduled'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/**
 * A change is one row with all its Regions. Every filter narrows what of it is counted: with one account chosen, the
 * resources of that account. `text` is a part of what AWS calls it.
 */
export const changeList = {
  filters: ['type', 'status', 'service', 'region', 'account', 'team'],
  values: { type: { values: CHANGE_KINDS }, status: { values: EVENT_STATUSES } },
  sorts: ['status', 'date', 'service', 'open', 'accounts', 'seen'],
  sort: 'status',
  order: 'asc',
} as const satisfies ListDefinition
export type ChangeFilter = (typeof changeList.filters)[number]
export type ChangeSort = (typeof changeList.sorts)[number]
export const changeListInput = listInput<ChangeFilter, ChangeSort>(changeList)
export type ChangeListValues = ListValues<ChangeFilter, ChangeSort>

/** Each tab of the page shows the changes of its kind, so none can be filtered by it. */
export const changesOfTab = {
  ...changeList,
  filters: ['status', 'service', 'region', 'account', 'team'],
} as const satisfies ListDefinition
const changeAddress = listAddress(changesOfTab, { change: z.guid('must be the id of a change').optional() })
export const healthTabs = { planned: changesOfTab, scheduled: changesOfTab } as const
export const healthAddress = tabbedAddress({ planned: changeAddress, scheduled: changeAddress })

/** What a tab asks for. */
export function changesOfKind(values: ChangeListValues, kind: ChangeKind): ChangeListValues {
  return { ...values, filters: { ...values.filters, type: [kind] } }
}

export type ChangeRow = {
  changeId: string
  title: string
  /** Without what the kind says already. */
  shortTitle: string
  typeCode: string
  service: string
  kind: ChangeKind
  regions: string[]
  /** Events of AWS that make it up: one a Region, more where many accounts are touched. */
  events: number
  startsOn: Day | null
  endsOn: Day | null
  firstSeenAt: string
  status: EventStatus
  entities: number
  open: number
  resolved: number
  /** Resources of which AWS gives no status. */
  unknown: number
  accounts: number
  teams: number
  notice: Notice
}

/** How the one reading of the organisation's events fares; `never` before the first one. */
export type HealthReading = {
  status: ScopeStatus
  cause: string | null
  message: string | null
  lastCompleteAt: string | null
}

export type ChangePage = ListPage<ChangeRow> & {
  /** Rows of the export of the same filter: it has one for every resource. */
  exported: ListTotal
  reading: HealthReading
}

export type Facet = { value: string; label: string }
export type ChangeFacets = { service: Facet[]; region: Facet[]; team: Facet[] }

export const changeKey = z.object({ changeId: z.guid() })
export type ChangeKey = z.output<typeof changeKey>

export type EventView = {
  arn: string
  region: string
  startsAt: string | null
  endsAt: string | null
  awsStatus: string | null
  status: EventStatus
  entities: number
  open: number
  accounts: number
  firstSeenAt: string
  lastUpdatedAt: string | null
  withdrawnAt: string | null
}

/** A state AWS gave to events, of several Regions where it is the same. `recordedAt` is when we learnt of it. */
export type UpdateView = {
  regions: string[]
  recordedAt: string
  updatedAt: string | null
  awsStatus: string | null
  startsAt: string | null
  endsAt: string | null
  /** Whether it is the first of its event, or what differs from the one before. */
  change: 'announced' | 'moved' | 'status' | 'text'
}

/** Open resources at the end of a day. */
export type ProgressPoint = { day: Day; open: number }

export type ChangeDetail = ChangeRow & {
  /** AWS's own text, to be shown as text and nothing else (T10). */
  description: string | null
  actionability: string | null
  metadata: Record<string, string>
  eventRows: EventView[]
  moreEvents: boolean
  updates: UpdateView[]
  moreUpdates: boolean
  progress: ProgressPoint[]
  reading: HealthReading
}

export type ContactView = { kind: string; name: string; email: string; phone: string | null }

export type AffectedRecommendation = {
  id: string
  stage: string
  committedOn: Day | null
  /** Who is responsible, by name; the id where nobody of that id is known any more. */
  assigneeName: string | null
}

export type AffectedAccount = {
  accountId: string
  accountName: string | null
  teamId: string | null
  teamName: string | null
  entities: number
  open: number
  resolved: number
  unknown: number
  /** Operations first; empty where none is set, or none could be read: `contactsRead` tells which. */
  contacts: ContactView[]
  contactsRead: boolean
  progress: ProgressPoint[]
  recommendation: AffectedRecommendation | null
}

/** Affected accounts, the ones with the most to do first. */
export type AffectedAccountPage = ListPage<AffectedAccount>

export type AffectedResource = {
  id: string
  value: string
  accountId: string
  accountName: string | null
  region: string
  status: string | null
  lastUpdatedAt: string | null
  firstSeenAt: string
}
export type AffectedResourcePage = ListPage<AffectedResource>

const cursor = z.string().max(2_000).optional()
const page = { after: cursor, before: cursor }
const oneOrMore = z
  .union([
    z
      .string()
      .min(1)
      .transform((one) => [one]),
    z.array(z.string().min(1)).max(50),
  ])
  .optional()

export const affectedAccountInput = z.strictObject({ changeId: z.guid(), ...page })
export type AffectedAccountQuestion = z.output<typeof affectedAccountInput>

export const affectedResourceInput = z.strictObject({
  changeId: z.guid(),
  /** Only of these accounts. */
  account: oneOrMore,
  ...page,
})
export type AffectedResourceQuestion = z.output<typeof affectedResourceInput>
