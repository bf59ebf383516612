/** How a report says things, in HTML and in cells alike. */
import { causePhrase } from '#lib/core/coverage'
import { countOf, formatCount, formatDay, visibleText } from '#lib/core/format'
import { type IsoWeek, mondayOf, sundayOf } from '#lib/core/iso-week'
import { type Day, daysBetween } from '#lib/core/time'
import { type DecisionAction, NOBODY } from '#lib/history/history-entry'
import type { Reason } from '../recommendations/contract.ts'
import { REASON_WORDS } from '../recommendations/words.ts'
import type { Gap, Names, ReportFigures, Step } from './contract.ts'
import { ORGANIZATION_SOURCES } from './report-sources.ts'

export const ORGANIZATION_NAME = 'Organisation'
export const NOBODYS = 'Nobody'

/** `9–15 Nov 2026`, `28 Dec 2026 – 3 Jan 2027` */
export function weekInDays(week: IsoWeek): string {
  const [from, until] = [formatDay(mondayOf(week)), formatDay(sundayOf(week))]
  const [day, month, year] = from.split(' ')
  const [, lastMonth, lastYear] = until.split(' ')
  if (year !== lastYear) return `${from} – ${until}`
  return month === lastMonth ? `${day}–${until}` : `${day} ${month} – ${until}`
}

/** `Week 46` */
export const weekNumber = (week: IsoWeek): string => `Week ${Number(week.slice(-2))}`

/** A name that others chose, shown so that it plays no tricks (F36); the id where there is none. */
const named = (names: Readonly<Record<string, string>>, id: string): string => visibleText(names[id] ?? id)

export const teamName = (names: Names, teamId: string | null): string =>
  teamId === null ? NOBODYS : named(names.teams, teamId)
export const accountName = (names: Names, accountId: string): string => named(names.accounts, accountId)
export const personName = (names: Names, personId: string): string => named(names.people, personId)
/** `lambda-runtime:python3.9` by what a person calls it. */
export function subjectName(names: Names, subject: string): string {
  return visibleText(names.subjects[subject] ?? subject.slice(subject.indexOf(':') + 1))
}

export const ownerName = ({ teamId }: Pick<ReportFigures, 'teamId'>, names: Names): string =>
  teamId === null ? ORGANIZATION_NAME : teamName(names, teamId)

/** The one thing to know: "2 overdue, 11 due by 3 Mar 2027". */
export function subjectLine({ totals, due }: ReportFigures): string {
  const overdue = totals.overdue.now ?? 0
  const soon = due[0]
  const parts = [
    ...(overdue > 0 ? [`${formatCount(overdue)} overdue`] : []),
    ...(soon && soon.open > 0 ? [`${formatCount(soon.open)} due by ${formatDay(soon.until)}`] : []),
  ]
  if (parts.length > 0) return parts.join(', ')
  return due.some(({ open }) => open > 0)
    ? 'Nothing overdue, nothing due within 30 days'
    : 'Nothing overdue, nothing due'
}

/** `12 days late`, `in 30 days` */
export function distanceFrom(asOf: Day, day: Day): string {
  const days = daysBetween(asOf, day)
  return days < 0 ? `${countOf(-days, 'day')} late` : days === 0 ? 'today' : `in ${countOf(days, 'day')}`
}

export const ACTION_COUNTS: Readonly<Record<DecisionAction, string>> = {
  acknowledged: 'acknowledged',
  accepted: 'accepted',
  rejected: 'rejected',
  commented: 'commented on',
  claimed_fixed: 'said to be fixed',
  reopened: 'reopened by somebody',
  resolved: 'resolved',
  returned: 'back after being resolved',
  expired: 'back because a rejection ended',
}

const STEP_WORDS: Readonly<Record<DecisionAction, string>> = {
  acknowledged: 'acknowledged',
  accepted: 'accepted',
  rejected: 'rejected',
  commented: 'commented on',
  claimed_fixed: 'said that it is fixed:',
  reopened: 'reopened',
  resolved: 'Resolved:',
  returned: 'Came back:',
  expired: 'Its rejection ended:',
}

/** `Mara Abiodun accepted`, `Came back:` */
export function stepInWords({ action, actor }: Step, names: Names): string {
  return actor === NOBODY ? STEP_WORDS[action] : `${personName(names, actor)} ${STEP_WORDS[action]}`
}

/** What was said with it: the day, the reason, the note. */
export function stepDetails({ committedOn, reason, expiresOn, note }: Step): string {
  const reasons: Readonly<Record<string, string>> = REASON_WORDS satisfies Record<Reason, string>
  return [
    ...(committedOn ? [`by ${formatDay(committedOn)}`] : []),
    ...(reason ? [(reasons[reason] ?? reason).toLowerCase()] : []),
    ...(expiresOn ? [`until ${formatDay(expiresOn)}`] : []),
    ...(note ? [`“${visibleText(note)}”`] : []),
  ].join(', ')
}

const CAUSES: Readonly<Record<string, string>> = {
  baseline: 'there when first looked at',
  account_joined: 'came with an account that joined',
  account_left: 'went with an account that left',
  coverage_gained: 'found where we could not look before',
  observed: 'observed in AWS',
  reopened: 'came back after being resolved',
  fixed: 'fixed',
  deleted: 'gone with its resource',
  catalogue: 'AWS moved a date',
  calendar: 'a date came or entered the notice window',
  owner_changed: 'changed hands between teams',
  withdrawn: 'AWS took it back',
  suppressed: 'hidden in Trusted Advisor',
}

/** Why something opened or closed; a cause of a newer version keeps its own word. */
export const causeInWords = (cause: string): string => CAUSES[cause] ?? cause.replaceAll('_', ' ')

/** `AWS Health … for the whole organisation`, `lambda.functions in 2 accounts: the member role cannot be assumed` */
export function gapInWords({ source, status, cause, accounts, places }: Gap): string {
  const where = ORGANIZATION_SOURCES.includes(source)
    ? 'for the whole organisation'
    : `in ${countOf(accounts, 'account')}${places > accounts ? `, ${countOf(places, 'place')}` : ''}`
  return `${where}: ${causePhrase(cause, status)}`
}
