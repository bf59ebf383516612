/** The one list of dates. Whatever tells of a date reads it here, in the viewer's transaction. */
import { currentRuntimes } from '#lib/catalogue/current-runtimes'
import { EVENT_STATUSES, type EventStatus } from '#lib/checks/health/event-status'
import { deprecatedRuntime, runtimeSubject } from '#lib/checks/lambda/deprecated-runtime'
import { clock } from '#lib/core/clock'
import { isLate } from '#lib/core/due'
import { type Day, dayOf } from '#lib/core/time'
import type { Tx } from '#lib/db/as-viewer'
import { type AnswerOnDay, readCalendarAnswers } from '../../db/sql/lists/read-calendar-answers.ts'
import { type ChangeOnDay, readCalendarChanges } from '../../db/sql/lists/read-calendar-changes.ts'
import { readCalendarRuntimes } from '../../db/sql/lists/read-calendar-runtimes.ts'
import { shortChangeTitle } from '../health/change-words.ts'
import type { CalendarEntry, CalendarQuestion, EntryKind } from './contract.ts'
import { entryId } from './entry-id.ts'
import { runtimeDatesIn, runtimeEntry } from './runtime-entries.ts'

const LAMBDA = 'LAMBDA'
/** What the titles of planned lifecycle changes share. */
const LIFECYCLE_WORDS = /: planned lifecycle event$/

/**
 * Every date of a span that the viewer may know of, by day, the worst first. Filters of one name are alternatives;
 * `account` and `team` narrow also what an entry counts.
 */
export async function listEntries(tx: Tx, question: CalendarQuestion): Promise<CalendarEntry[]> {
  const wants = (kind: EntryKind) => !question.kind?.length || question.kind.includes(kind)
  const entries = [
    ...(wants('health_change') ? await changeEntries(tx, question) : []),
    ...(wants('runtime_date') ? await runtimeEntries(tx, question) : []),
    ...(wants('decision_due') || wants('exception_expiry') ? await answerEntries(tx, question) : []),
  ]
  const names = await teamNames(tx, entries)
  return entries
    .filter(({ kind }) => wants(kind))
    .filter(({ service }) => !question.service?.length || question.service.includes(service))
    .filter(({ status }) => !question.status?.length || question.status.includes(status))
    .map((entry) => ({ ...entry, teams: entry.teams.map((id) => names.get(id) ?? id).sort() }))
    .sort(byDayAndStatus)
}

function byDayAndStatus(a: CalendarEntry, b: CalendarEntry): number {
  const days = a.date < b.date ? -1 : a.date > b.date ? 1 : 0
  const ranks = EVENT_STATUSES.indexOf(a.status) - EVENT_STATUSES.indexOf(b.status)
  return days || ranks || b.open - a.open || (a.id < b.id ? -1 : 1)
}

async function teamNames(tx: Tx, entries: readonly CalendarEntry[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(entries.flatMap(({ teams }) => teams))]
  if (ids.length === 0) return new Map()
  const teams = await tx.team.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(teams.map(({ id, name }) => [id, name]))
}

async function changeEntries(tx: Tx, { from, until, service, account, team }: CalendarQuestion) {
  const changes = await readCalendarChanges(tx, {
    filters: { ...(service && { service }), ...(account && { account }), ...(team && { team }) },
    text: '',
    now: clock.now(),
    days: { from, until },
  })
  return changes.map(changeEntry)
}

function changeEntry(change: ChangeOnDay): CalendarEntry {
  const { changeId, startsOn, endsOn, status, service, accounts, teams, open, entities } = change
  return {
    id: entryId('health_change', startsOn, changeId),
    date: startsOn,
    endDate: endsOn !== null && endsOn > startsOn ? endsOn : null,
    kind: 'health_change',
    service,
    title: shortChangeTitle(change),
    accounts,
    teams,
    open,
    done: entities - open,
    live: null,
    status,
    href: `/health/changes/${changeId}`,
  }
}

async function runtimeEntries(tx: Tx, { from, until, service, account, team }: CalendarQuestion) {
  if (service?.length && !service.includes(LAMBDA)) return []
  const dated = runtimeDatesIn(currentRuntimes().catalogue.runtimes.values(), { from, until })
  const runtimes = [...new Set(dated.map(({ runtime }) => runtime.id))]
  if (runtimes.length === 0) return []
  const asked = { runtimes, subjects: runtimes.map(runtimeSubject), checkId: deprecatedRuntime.id }
  const inUse = new Map((await readCalendarRuntimes(tx, asked, { account, team })).map((use) => [use.runtime, use]))
  const today = dayOf(clock.now())
  return dated.flatMap((date) => {
    const use = inUse.get(date.runtime.id)
    return use ? [runtimeEntry(date, use, today)] : []
  })
}

async function answerEntries(tx: Tx, { from, until, account, team }: CalendarQuestion) {
  const today = dayOf(clock.now())
  return (await readCalendarAnswers(tx, { from, until }, { account, team })).map((answer) => answerEntry(answer, today))
}

/** A day that was promised is late behind it; an exception ends, and nobody is late for that. */
function statusOfAnswer({ kind, day, answers, resolved }: AnswerOnDay, today: Day): EventStatus {
  if (resolved === answers) return 'completed'
  if (day > today) return 'upcoming'
  return kind === 'decision_due' && isLate(day, today) ? 'overdue' : 'ongoing'
}

function answerEntry(answer: AnswerOnDay, today: Day): CalendarEntry {
  const { kind, day, subject, checkId, title, accounts, teams, open, resolved, accountId, recommendationId } = answer
  const thing = subject.slice(subject.indexOf(':') + 1)
  // A runtime by its identifier, as its own dates have it: the name beside it would take the room for what happens.
  const name = checkId.startsWith('lambda.') ? thing : (title || thing).replace(LIFECYCLE_WORDS, '')
  return {
    id: entryId(kind, day, subject),
    date: day,
    endDate: null,
    kind,
    service: serviceOf(checkId, subject),
    // The name first: a day of a calendar has room for the beginning only.
    title: kind === 'decision_due' ? `${name}: promised` : `${name}: exception ends`,
    accounts,
    teams,
    open,
    done: resolved,
    live: null,
    status: statusOfAnswer(answer, today),
    href:
      accountId !== null && recommendationId !== null
        ? `/recommendations/${accountId}/${recommendationId}`
        : '/recommendations',
  }
}

/** The service a subject speaks of, as AWS Health would code it. */
export function serviceOf(checkId: string, subject: string): string {
  if (checkId.startsWith('lambda.')) return LAMBDA
  if (checkId.startsWith('config.')) return 'CONFIG'
  if (checkId.startsWith('trustedadvisor.')) return 'TRUSTEDADVISOR'
  return subject.match(/^health:AWS_([A-Z0-9]+)_/)?.[1] ?? 'AWS'
}
