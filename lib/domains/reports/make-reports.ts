/** Makes the reports of a week that is over, the organisation's and every team's, and keeps them as they are. */
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type pg from 'pg'
import { clock } from '#lib/core/clock'
import { formatDay } from '#lib/core/format'
import { type IsoWeek, mondayOf, sundayOf, weekAfter, weekAt, weekBefore } from '#lib/core/iso-week'
import { type Day, HOUR_MS, startOfDay } from '#lib/core/time'
import { inTransaction } from '#lib/db/worker-pool'
import { AppError } from '#lib/errors'
import { BEFORE_FIRST } from '#lib/history/chain'
import { NOBODY } from '#lib/history/history-entry'
import { sealHistory } from '#lib/history/seal-history'
import { readChainHead } from '../../db/sql/history/seal-entries.ts'
import { beginSnapshot } from '../../db/sql/reports/begin-snapshot.ts'
import { countLookedAt, listGapsAt, listSourcesReadBy } from '../../db/sql/reports/read-coverage-at.ts'
import { countDecisions, listDecisions } from '../../db/sql/reports/read-decisions.ts'
import { findKnownSince, listTeamsBefore } from '../../db/sql/reports/read-known.ts'
import { readMoves } from '../../db/sql/reports/read-moves.ts'
import { readNames } from '../../db/sql/reports/read-names.ts'
import { readOpenAt } from '../../db/sql/reports/read-open-at.ts'
import { listLatePromises, readStandingAt } from '../../db/sql/reports/read-standing-at.ts'
import { findStoredReport, insertReport, listReportedTeams } from '../../db/sql/reports/store-report.ts'
import {
  ACCOUNTS_NAMED_MAX,
  LINES_MAX,
  type Names,
  type Report,
  type ReportContent,
  type ReportFigures,
} from './contract.ts'
import { type Moment, reportFigures, type WeekRead } from './figures.ts'
import { storedReport } from './stored-report.ts'

/** The team of the organisation's report, as it is stored. */
const ORGANIZATION = ''

/** After a week's end until its report is made, so that what was recorded in its last moments is all there. */
const MADE_AFTER_MS = HOUR_MS

/** When the reports of a week may be made. */
export const readyAt = (week: IsoWeek): Date =>
  new Date(startOfDay(mondayOf(weekAfter(week))).getTime() + MADE_AFTER_MS)

/** The last week whose reports can be made. */
export function lastWeek(now: Date): IsoWeek {
  return weekBefore(weekAt(new Date(now.getTime() - MADE_AFTER_MS)))
}

/** Refuses a week that is not over: its figures would be others tomorrow. */
export function requireOver(week: IsoWeek, now: Date): void {
  if (week <= lastWeek(now)) return
  throw new AppError(
    'usage',
    `${week} is not over: it ends on ${formatDay(sundayOf(week))}, and its report is made after that. The last one is ${lastWeek(now)}.`,
  )
}

type Pool = pg.Pool
type Client = pg.PoolClient

/** The figures of a week for the organisation (null) and for teams: always the same for the same week. */
export function cutWeek(pool: Pool, week: IsoWeek): Promise<{ figures: ReportFigures[]; names: Names }> {
  return inSnapshot(pool, async (client) => {
    const read = await readWeek(client, week)
    const teams = await listTeamsBefore(client, startOfDay(mondayOf(weekAfter(week))))
    const figures = [null, ...teams].map((teamId) => reportFigures(read, teamId))
    return { figures, names: await namesOf(client, figures) }
  })
}

/**
 * Makes what is missing of a week's reports and answers how many that were. Those that are there stay as they are,
 * whatever has been learnt since.
 */
export async function makeReports(pool: Pool, week: IsoWeek): Promise<number> {
  requireOver(week, clock.now())
  const { figures, names } = await cutWeek(pool, week)
  const madeAt = clock.now()
  await sealHistory(pool)
  return inTransaction(pool, async (client) => {
    let made = 0
    const history = (await readChainHead(client, 'decisions')) ?? BEFORE_FIRST
    for (const one of figures) {
      const content: ReportContent = { figures: one, names: namesIn(one, names), history }
      const teamId = one.teamId ?? ORGANIZATION
      if (await insertReport(client, { week, teamId, madeAt, content, hash: hashOfFigures(one) })) made += 1
    }
    return made
  })
}

/** The report of a week that is over: as it is kept, or made now where nobody has made it yet. */
export async function getOrMakeReport(pool: Pool, week: IsoWeek, teamId: string | null): Promise<Report> {
  requireOver(week, clock.now())
  const find = () => findStoredReport(pool, week, teamId ?? ORGANIZATION)
  const known = await find()
  if (known) return storedReport(known)
  await makeReports(pool, week)
  const made = await find()
  if (!made) throw new AppError('usage', `There was no team ${teamId} in ${week}.`)
  return storedReport(made)
}

/** What a reader can check a report by. */
export const hashOfFigures = (figures: ReportFigures): string => hash('sha256', canonicalize(figures) ?? '', 'hex')

/** Weeks that are over, of which something was known, and whose reports are not made yet; the earliest first. */
export async function listWeeksToMake(pool: Pool, now: Date): Promise<IsoWeek[]> {
  const knownSince = await findKnownSince(pool)
  if (knownSince === null) return []
  const last = lastWeek(now)
  const weeks: IsoWeek[] = []
  return inTransaction(pool, async (client) => {
    // From the last one back, to the first that has been made: nobody is told of a year at once.
    for (let week = last; week >= weekAt(knownSince); week = weekBefore(week)) {
      if ((await listReportedTeams(client, week)).length > 0) break
      weeks.unshift(week)
    }
    return weeks
  })
}

/** Reads of one report belong to one state of the database. */
function inSnapshot<Result>(pool: Pool, work: (client: Client) => Promise<Result>): Promise<Result> {
  return inTransaction(pool, async (client) => {
    await beginSnapshot(client)
    return work(client)
  })
}

async function readWeek(client: Client, week: IsoWeek): Promise<WeekRead> {
  const from = mondayOf(week)
  const asOf = mondayOf(weekAfter(week))
  const [begin, end] = [startOfDay(from), startOfDay(asOf)]
  const knownSince = await findKnownSince(client)
  if (knownSince === null || knownSince >= end) {
    const first =
      knownSince === null ? 'Nothing has been collected yet' : `The first collection was in ${weekAt(knownSince)}`
    throw new AppError('usage', `There is no report of ${week}: nothing was known then. ${first}.`)
  }
  return {
    week,
    before: knownSince < begin ? await readMoment(client, begin, from) : null,
    after: await readMoment(client, end, asOf),
    moves: await readMoves(client, begin, end),
    promises: await listLatePromises(client, end, asOf, LINES_MAX),
    decided: await countDecisions(client, begin, end),
    steps: await listDecisions(client, begin, end, LINES_MAX),
    gaps: await listGapsAt(client, end, ACCOUNTS_NAMED_MAX),
  }
}

async function readMoment(client: Client, at: Date, day: Day): Promise<Moment> {
  return {
    open: await readOpenAt(client, at),
    standing: await readStandingAt(client, at, day),
    looked: await countLookedAt(client, at),
    read: await listSourcesReadBy(client, at),
  }
}

/** Everything that the figures speak of, by its id. */
function idsIn(figures: ReportFigures) {
  const { late, lateAnswers, dates, steps, coverage, teams, teamId } = figures
  const work = [...late.lines, ...dates.lines, ...lateAnswers.lines, ...steps.lines]
  const answers = [...lateAnswers.lines, ...steps.lines]
  return {
    accounts: [...answers.map(({ accountId }) => accountId), ...coverage.gaps.flatMap(({ accountIds }) => accountIds)],
    teams: [teamId, ...teams.map((line) => line.teamId), ...answers.map((line) => line.teamId)],
    people: [...steps.lines.map(({ actor }) => actor), ...lateAnswers.lines.map(({ assignee }) => assignee)],
    subjects: work.map(({ subject }) => subject),
  } satisfies Record<keyof Names, (string | null)[]>
}

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))].sort()

async function namesOf(client: Client, figures: readonly ReportFigures[]): Promise<Names> {
  const ids = figures.map(idsIn)
  const wanted = (kind: keyof Names) => distinct(ids.flatMap((one): (string | null)[] => one[kind]))
  const found = await readNames(client, {
    accounts: wanted('accounts'),
    teams: wanted('teams'),
    people: wanted('people').filter((id) => id !== NOBODY),
    subjects: wanted('subjects'),
  })
  const of = (kind: keyof Names) =>
    Object.fromEntries(found.filter((name) => name.kind === kind).map(({ id, name }) => [id, name]))
  return { accounts: of('accounts'), teams: of('teams'), people: of('people'), subjects: of('subjects') }
}

/** Only the names that one report needs: a team's tells none of another (T22). */
function namesIn(figures: ReportFigures, names: Names): Names {
  const ids = idsIn(figures)
  const only = (kind: keyof Names) =>
    Object.fromEntries(
      distinct(ids[kind]).flatMap((id) => {
        const name = names[kind][id]
        return name === undefined ? [] : [[id, name]]
      }),
    )
  return { accounts: only('accounts'), teams: only('teams'), people: only('people'), subjects: only('subjects') }
}
