/** One entry of the calendar with what it touches. Changes of AWS Health have a page of their own: see lib/domains/health. */
import { currentRuntimes } from '#lib/catalogue/current-runtimes'
import { runtimeSubject } from '#lib/checks/lambda/deprecated-runtime'
import { asViewer, type Tx, type Viewer } from '#lib/db/as-viewer'
import { AppError } from '#lib/errors'
import {
  type EntryAccountRow,
  type EntryResourceRow,
  readAnswerAccounts,
  readAnswerResources,
  readRuntimeAccounts,
  readRuntimeFunctions,
} from '../../db/sql/lists/read-entry-accounts.ts'
import { readContacts } from '../health/change-detail.ts'
import type { CalendarEntry, EntryDetail, EntryResource } from './contract.ts'
import { listEntries } from './entries.ts'
import { findEntryParts } from './entry-id.ts'
import { type RuntimeDateName, WHAT_HAPPENS } from './runtime-entries.ts'

const ACCOUNTS_MAX = 50
const RESOURCES_MAX = 50

type Parts = NonNullable<ReturnType<typeof findEntryParts>>
type Touched = { about: string[]; accounts: EntryAccountRow[]; resources: EntryResource[] }

/** The entry, or the same answer whether it is somebody else's or nobody's (T1). */
export async function getEntry(viewer: Viewer, { entry: id }: { entry: string }): Promise<EntryDetail> {
  const parts = findEntryParts(id)
  const none = new AppError('not_found', 'There is no such date, or it touches nothing of yours.')
  if (parts === null) throw none
  return asViewer(viewer, async (tx) => {
    const entries = await listEntries(tx, { from: parts.day, until: parts.day, kind: [parts.kind] })
    const entry = entries.find((each) => each.id === id)
    if (!entry) throw none
    const { about, accounts, resources } = await touchedBy(tx, parts, entry)
    const shown = accounts.slice(0, ACCOUNTS_MAX)
    const contacts = await readContacts(
      tx,
      shown.map(({ accountId }) => accountId),
    )
    return {
      entry,
      about,
      accounts: shown.map(({ recommendationId, stage, committedOn, assigneeName, ...account }) => ({
        ...account,
        recommendation:
          recommendationId === null || stage === null
            ? null
            : { id: recommendationId, stage, committedOn, assigneeName },
        contacts: contacts.of.get(account.accountId) ?? [],
        contactsRead: contacts.read.has(account.accountId),
      })),
      moreAccounts: accounts.length > ACCOUNTS_MAX,
      resources: resources.slice(0, RESOURCES_MAX),
      moreResources: resources.length > RESOURCES_MAX,
    }
  })
}

async function touchedBy(tx: Tx, parts: Parts, entry: CalendarEntry): Promise<Touched> {
  if (parts.kind === 'runtime_date') return touchedByRuntime(tx, parts.thing)
  if (parts.kind === 'health_change') return { about: [], accounts: [], resources: [] }
  return touchedByAnswer(tx, { kind: parts.kind, day: parts.day, subject: parts.thing }, entry)
}

async function touchedByRuntime(tx: Tx, thing: string): Promise<Touched> {
  const dot = thing.lastIndexOf('.')
  const runtime = thing.slice(0, dot)
  // The id was found among the entries, whose dates have these names.
  const date = thing.slice(dot + 1) as RuntimeDateName
  const known = currentRuntimes().catalogue.runtimes.get(runtime)
  const functions = await readRuntimeFunctions(tx, runtime, RESOURCES_MAX + 1)
  return {
    about: [
      WHAT_HAPPENS[date],
      'Functions that are there go on running.',
      ...(known?.successor ? [`Its successor is ${known.successor}.`] : []),
    ],
    accounts: await readRuntimeAccounts(tx, { runtime, subject: runtimeSubject(runtime) }, ACCOUNTS_MAX + 1),
    resources: functions.map((row) => ({ ...row, href: `/lambda/${row.accountId}/${row.id}` })),
  }
}

async function touchedByAnswer(
  tx: Tx,
  answer: { kind: 'decision_due' | 'exception_expiry'; day: string; subject: string },
  { status }: CalendarEntry,
): Promise<Touched> {
  const accounts = await readAnswerAccounts(tx, answer, ACCOUNTS_MAX + 1)
  const asked = accounts.flatMap(({ accountId, recommendationId }) =>
    recommendationId === null ? [] : [{ accountId, id: recommendationId }],
  )
  const resources: EntryResourceRow[] = await readAnswerResources(tx, asked, RESOURCES_MAX + 1)
  return {
    about: [aboutAnswer(answer.kind, status)],
    accounts,
    resources: resources.map((row) => ({ ...row, href: null })),
  }
}

function aboutAnswer(kind: 'decision_due' | 'exception_expiry', status: CalendarEntry['status']): string {
  if (kind === 'exception_expiry') return 'What was rejected until this day asks for an answer again.'
  if (status === 'completed') return 'The owners promised to be done by this day, and are.'
  if (status === 'overdue') return 'The owners promised to be done by this day, and are not.'
  return 'The owners promised to be done by this day.'
}
