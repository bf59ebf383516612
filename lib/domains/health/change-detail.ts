/** One change with everything that is known of it, and page by page what it affects. */
import { currentRuntimes } from '#lib/catalogue/current-runtimes'
import { clock } from '#lib/core/clock'
import { COUNT_MAX } from '#lib/core/list'
import { type Day, dayOf } from '#lib/core/time'
import { asViewer, type Tx, type Viewer } from '#lib/db/as-viewer'
import { AppError } from '#lib/errors'
import { asPage, positionIn } from '../../db/sql/lists/keyset.ts'
import { listAffectedAccounts } from '../../db/sql/lists/list-affected-accounts.ts'
import { countAffectedResources, listAffectedResources } from '../../db/sql/lists/list-affected-resources.ts'
import { type ListedUpdate, listChangeEvents, listChangeUpdates } from '../../db/sql/lists/list-change-events.ts'
import { findHealthChange, type ListedChange } from '../../db/sql/lists/list-health-changes.ts'
import { readHealthProgress } from '../../db/sql/lists/read-health-progress.ts'
import type {
  AffectedAccountPage,
  AffectedAccountQuestion,
  AffectedRecommendation,
  AffectedResourcePage,
  AffectedResourceQuestion,
  ChangeDetail,
  ChangeKey,
  ContactView,
  EventView,
  UpdateView,
} from './contract.ts'
import { progressOf } from './progress.ts'
import { changeRow, readHealthReading } from './queries.ts'
import { isSubjectOf, runtimeSubjectOf, subjectPrefix } from './recommendation-of-change.ts'

const EVENTS_MAX = 100
const UPDATES_MAX = 50
const ACCOUNTS_PAGE = 10
const RESOURCES_PAGE = 20
const CONTACT_ORDER = ['OPERATIONS', 'SECURITY', 'BILLING']

const isoOrNull = (instant: Date | null): string | null => instant?.toISOString() ?? null
const productToday = (): Day => dayOf(clock.now())

/** The change, or the same answer whether it is somebody else's or nobody's (T1). */
async function requireChange(tx: Tx, changeId: string): Promise<Omit<ListedChange, 'key'>> {
  const found = await findHealthChange(tx, changeId, clock.now())
  if (!found) throw new AppError('not_found', 'There is no such change, or it touches no account of yours.')
  return found
}

export async function getChange(viewer: Viewer, { changeId }: ChangeKey): Promise<ChangeDetail> {
  return asViewer(viewer, async (tx) => {
    const found = await requireChange(tx, changeId)
    const { reading, firstLookAt } = await readHealthReading(tx)
    const question = { filters: {}, text: '', now: clock.now(), changeId }
    const events = await listChangeEvents(tx, question, EVENTS_MAX + 1)
    const updates = await listChangeUpdates(tx, changeId, UPDATES_MAX + 1)
    const said = await tx.healthEvent.findFirst({
      where: { changeId, description: { not: null } },
      orderBy: [{ lastUpdatedAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
      select: { description: true, actionability: true, metadata: true },
    })
    return {
      ...changeRow(found, firstLookAt),
      description: said?.description ?? null,
      actionability: said?.actionability ?? null,
      metadata: (said?.metadata ?? {}) as Record<string, string>,
      eventRows: events.slice(0, EVENTS_MAX).map(eventView),
      moreEvents: events.length > EVENTS_MAX,
      updates: updates.slice(0, UPDATES_MAX).map(updateView),
      moreUpdates: updates.length > UPDATES_MAX,
      progress: progressOf(await readHealthProgress(tx, changeId, null), productToday()),
      reading,
    }
  })
}

function eventView(event: Awaited<ReturnType<typeof listChangeEvents>>[number]): EventView {
  return {
    ...event,
    startsAt: isoOrNull(event.startsAt),
    endsAt: isoOrNull(event.endsAt),
    firstSeenAt: event.firstSeenAt.toISOString(),
    lastUpdatedAt: isoOrNull(event.lastUpdatedAt),
    withdrawnAt: isoOrNull(event.withdrawnAt),
  }
}

function updateView({ isFirst, moved, restated, ...update }: ListedUpdate): UpdateView {
  return {
    regions: update.regions,
    recordedAt: update.recordedAt.toISOString(),
    updatedAt: isoOrNull(update.updatedAt),
    awsStatus: update.awsStatus,
    startsAt: isoOrNull(update.startsAt),
    endsAt: isoOrNull(update.endsAt),
    change: isFirst ? 'announced' : moved ? 'moved' : restated ? 'status' : 'text',
  }
}

export async function listChangeAccounts(
  viewer: Viewer,
  { changeId, after, before }: AffectedAccountQuestion,
): Promise<AffectedAccountPage> {
  const today = productToday()
  const page = { after: after ?? null, before: before ?? null, size: ACCOUNTS_PAGE }
  const position = positionIn('accounts of a change', { about: changeId, ...page })
  return asViewer(viewer, async (tx) => {
    const change = await requireChange(tx, changeId)
    const question = { filters: {}, text: '', now: clock.now(), changeId }
    const { rows, ...cursors } = asPage(await listAffectedAccounts(tx, question, position), position)
    const accountIds = rows.map(({ accountId }) => accountId)
    const moves = await readHealthProgress(tx, changeId, accountIds)
    const contacts = await readContacts(tx, accountIds)
    const recommendations = await readRecommendations(tx, change, accountIds)
    return {
      ...cursors,
      rows: rows.map((row) => ({
        ...row,
        contacts: contacts.of.get(row.accountId) ?? [],
        contactsRead: contacts.read.has(row.accountId),
        progress: progressOf(
          moves.filter(({ accountId }) => accountId === row.accountId),
          today,
        ),
        recommendation: recommendations.get(row.accountId) ?? null,
      })),
      total: { count: change.accounts, capped: false },
    }
  })
}

/** Contacts by account, and the accounts of which they were read at all. */
export async function readContacts(tx: Tx, accountIds: readonly string[]) {
  const where = { accountId: { in: [...accountIds] } }
  const contacts = await tx.accountContact.findMany({ where })
  const scopes = await tx.scope.findMany({
    where: { ...where, source: 'account.contacts', lastCompleteAt: { not: null } },
    select: { accountId: true },
  })
  const of = new Map<string, ContactView[]>()
  for (const { accountId, kind, name, email, phone } of contacts.sort(byContactKind)) {
    of.set(accountId, [...(of.get(accountId) ?? []), { kind, name, email, phone }])
  }
  return { of, read: new Set(scopes.map(({ accountId }) => accountId)) }
}

const byContactKind = (a: { kind: string }, b: { kind: string }): number =>
  CONTACT_ORDER.indexOf(a.kind) - CONTACT_ORDER.indexOf(b.kind)

/** The recommendation that asks each account's owner for an answer to the change; the most urgent where there are two. */
async function readRecommendations(
  tx: Tx,
  change: Pick<ListedChange, 'changeId' | 'typeCode' | 'versions' | 'startsAt'>,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, AffectedRecommendation>> {
  const subject = runtimeSubjectOf(change, currentRuntimes().catalogue.runtimes)
  const found = await tx.recommendation.findMany({
    where: {
      accountId: { in: [...accountIds] },
      subject: subject === null ? { startsWith: subjectPrefix(change.typeCode) } : { equals: subject },
    },
    orderBy: [{ priority: 'asc' }, { id: 'asc' }],
    select: { accountId: true, id: true, subject: true, stage: true, committedOn: true, assignee: true },
  })
  const assignees = await tx.person.findMany({
    where: { id: { in: found.flatMap(({ assignee }) => assignee ?? []) } },
    select: { id: true, name: true },
  })
  const nameOf = new Map(assignees.map(({ id, name }) => [id, name]))
  const fitting = found.filter((each) => subject !== null || isSubjectOf(change, each.subject))
  return new Map(
    fitting.map(({ accountId, id, stage, committedOn, assignee }) => [
      accountId,
      {
        id,
        stage,
        committedOn: committedOn === null ? null : dayOf(committedOn),
        assigneeName: assignee === null ? null : (nameOf.get(assignee) ?? assignee),
      },
    ]),
  )
}

export async function listChangeResources(
  viewer: Viewer,
  { changeId, account = [], after, before }: AffectedResourceQuestion,
): Promise<AffectedResourcePage> {
  const page = { after: after ?? null, before: before ?? null, size: RESOURCES_PAGE }
  const position = positionIn('resources of a change', { about: changeId, filters: { account }, ...page })
  const which = { changeId, accounts: account }
  return asViewer(viewer, async (tx) => {
    await requireChange(tx, changeId)
    const { rows, ...cursors } = asPage(await listAffectedResources(tx, which, position), position)
    const count = await countAffectedResources(tx, which, COUNT_MAX)
    return {
      ...cursors,
      rows: rows.map((row) => ({
        ...row,
        lastUpdatedAt: isoOrNull(row.lastUpdatedAt),
        firstSeenAt: row.firstSeenAt.toISOString(),
      })),
      total: { count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX },
    }
  })
}
