/** The overview's figures, reckoned from totals and from what moved. Pure: what time it is comes as an argument. */
import type { LambdaRuntime } from '../../catalogue/lambda-runtimes.ts'
import { nextDateThatBites } from '../../checks/lambda/deprecated-runtime.ts'
import { isLate, isSoon } from '../../core/due.ts'
import { FINDING_SOURCES, type FindingSource, sourceOfCheck } from '../../core/finding-source.ts'
import { addDays, type Day } from '../../core/time.ts'
import type { Figure, MovementStep, SourceRow } from './contract.ts'

export type SubjectTotals = {
  checkId: string
  subject: string
  dueOn: Day | null
  open: number
  live: number
  ever: number
  teams: number
}
export type SubjectMovement = { checkId: string; subject: string; cause: string; opened: number; closed: number }
type Runtimes = ReadonlyMap<string, LambdaRuntime>

const TREND_WEEKS = 12

export const runtimeOf = (subject: string): string => subject.slice(subject.indexOf(':') + 1)

/**
 * Overdue, due soon and open, now and a week ago. What was open then is what is open now, less what was opened since,
 * and what was closed since added; when it was due then is what the catalogue says of that day.
 */
export function figuresOf(
  totals: readonly SubjectTotals[],
  movement: readonly SubjectMovement[],
  runtimes: Runtimes,
  { today, weekAgo, knownSince }: { today: Day; weekAgo: Day; knownSince: Day | null },
): { overdue: Figure; soon: Figure; open: Figure } {
  const then = openThen(totals, movement)
  const dueThen = (subject: string): Day | null => {
    const dates = runtimes.get(runtimeOf(subject))
    return dates ? nextDateThatBites(dates, weekAgo) : (totals.find((row) => row.subject === subject)?.dueOn ?? null)
  }
  const sumNow = (fits: (dueOn: Day | null) => boolean) =>
    totals.reduce((sum, { dueOn, open }) => (fits(dueOn) ? sum + open : sum), 0)
  const sumThen = (fits: (dueOn: Day | null) => boolean) =>
    knownSince === null || knownSince > weekAgo
      ? null
      : [...then].reduce((sum, [subject, open]) => (fits(dueThen(subject)) ? sum + open : sum), 0)
  return {
    overdue: {
      now: sumNow((dueOn) => isLate(dueOn, today)),
      weekAgo: sumThen((dueOn) => isLate(dueOn, weekAgo)),
    },
    soon: { now: sumNow((dueOn) => isSoon(dueOn, today)), weekAgo: sumThen((dueOn) => isSoon(dueOn, weekAgo)) },
    open: { now: sumNow(() => true), weekAgo: sumThen(() => true) },
  }
}

/** Open findings of each subject before the movement. */
function openThen(totals: readonly SubjectTotals[], movement: readonly SubjectMovement[]): ReadonlyMap<string, number> {
  const open = new Map<string, number>()
  const add = (subject: string, count: number) => open.set(subject, (open.get(subject) ?? 0) + count)
  for (const { subject, open: count } of totals) add(subject, count)
  for (const { subject, opened, closed } of movement) add(subject, closed - opened)
  return open
}

/** Open findings source by source. A check of a source that is not known here is counted in the whole only. */
export function sourceFigures(
  totals: readonly SubjectTotals[],
  movement: readonly SubjectMovement[],
  runtimes: Runtimes,
  days: { today: Day; weekAgo: Day; knownSince: Day | null },
): Pick<SourceRow, 'source' | 'findings'>[] {
  const of = <Row extends { checkId: string }>(rows: readonly Row[], source: FindingSource) =>
    rows.filter(({ checkId }) => sourceOfCheck(checkId) === source)
  return FINDING_SOURCES.map((source) => {
    return { source, findings: figuresOf(of(totals, source), of(movement, source), runtimes, days).open }
  })
}

/** Movement by cause, whatever moved; the largest step first. */
export function stepsOf(movement: readonly SubjectMovement[]): MovementStep[] {
  const steps = new Map<string, MovementStep>()
  for (const { cause, opened, closed } of movement) {
    const step = steps.get(cause) ?? { cause, opened: 0, closed: 0 }
    steps.set(cause, { cause, opened: step.opened + opened, closed: step.closed + closed })
  }
  return [...steps.values()].sort((a, b) => b.opened + b.closed - (a.opened + a.closed) || (a.cause < b.cause ? -1 : 1))
}

/** The first day of the trend. */
export const trendStart = (today: Day): Day => addDays(today, -TREND_WEEKS * 7)

/**
 * Open findings by source on the same weekday of twelve weeks, and today, reckoned back from now. A source is told from
 * the day on that it was first read: before, the count was not zero but unknown.
 */
export function trendOf(
  openNow: Readonly<Record<FindingSource, number>>,
  days: readonly { day: Day; source: string; change: number }[],
  { today, knownSince }: { today: Day; knownSince: ReadonlyMap<FindingSource, Day> },
): { day: Day; open: Partial<Record<FindingSource, number>> }[] {
  const points = Array.from({ length: TREND_WEEKS + 1 }, (_, week) => {
    const day = addDays(today, (week - TREND_WEEKS) * 7)
    const known = FINDING_SOURCES.filter((source) => (knownSince.get(source) ?? today) <= day)
    const openOf = (source: FindingSource) =>
      days.reduce(
        (open, move) => (move.source === source && move.day > day ? open - move.change : open),
        openNow[source],
      )
    return { day, open: Object.fromEntries(known.map((source) => [source, openOf(source)])) }
  })
  return knownSince.size === 0 ? [] : points.filter(({ open }) => Object.keys(open).length > 0)
}
