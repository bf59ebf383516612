/**
 * A report as a document: one column, readable as plain text, with nothing that has to be fetched. What is late comes
 * first, then what is due, what changed, and what could not be seen. Every line's link only opens a page (T9).
 */
import { createElement as h, type ReactElement, type ReactNode } from 'react'
import { countOf, formatChange, formatCount, formatDay } from '#lib/core/format'
import { headText } from '#lib/history/chain'
import type { Change, DatedWork, Lines, Report, ReportContent } from './contract.ts'
import {
  type Cells,
  COLUMN,
  PAGE,
  paragraph,
  quiet,
  link as rawLink,
  section,
  strong,
  table,
  title,
  twoLines,
} from './document-parts.ts'
import { SOURCE_NAMES } from './report-sources.ts'
import { subjectPath } from './subject-path.ts'
import {
  ACTION_COUNTS,
  accountName,
  causeInWords,
  distanceFrom,
  gapInWords,
  ownerName,
  personName,
  stepDetails,
  stepInWords,
  subjectLine,
  subjectName,
  teamName,
  weekInDays,
  weekNumber,
} from './words.ts'

type Place = { report: Report; link: (path: string, text: string) => ReactElement }

/** `baseUrl` is where the installation's pages are; nothing else is linked to. */
export function reportDocument(report: Report, baseUrl: string): ReactElement {
  const place: Place = { report, link: (path, text) => rawLink(new URL(path, baseUrl).href, text) }
  const { figures, names } = report
  const heading = `${ownerName(figures, names)}: ${weekNumber(figures.week).toLowerCase()}, ${weekInDays(figures.week)}`
  return h(
    'html',
    { lang: 'en' },
    h(
      'head',
      null,
      h('meta', { charSet: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width' }),
      h('meta', { name: 'color-scheme', content: 'light only' }),
      h('title', null, `${subjectLine(figures)}: ${ownerName(figures, names)}`),
    ),
    h(
      'body',
      { style: PAGE },
      h(
        'div',
        { style: COLUMN },
        title(subjectLine(figures)),
        paragraph(heading),
        totals(report),
        late(place),
        lateAnswers(place),
        due(place),
        changes(report),
        decisions(place),
        coverage(place),
        teams(place),
        foot(place),
      ),
    ),
  )
}

/** As many lines as one still reads; the files have more of them. */
const LINES_SHOWN = 10

const shown = <Line>({ lines }: Lines<Line>): Line[] => lines.slice(0, LINES_SHOWN)

const NOT_KNOWN = 'not known'
const figure = (count: number | null): string => (count === null ? NOT_KNOWN : formatCount(count))
const change = ({ now, before }: Change): string => (now === null || before === null ? '–' : formatChange(now - before))

function totals({ figures }: ReportContent): ReactElement {
  const { overdue, soon, open, waiting, lateAnswers: promised, missed } = figures.totals
  const row = (what: string, of: Change): Cells => [what, strong(figure(of.now)), figure(of.before), change(of)]
  return table(
    ['Figure', 'Now', 'Week before', 'Change'],
    [
      row('Overdue', overdue),
      row('Due within 30 days', soon),
      row('Open', open),
      row('Waiting for an answer', waiting),
      row('Accepted, and past the promised day', promised),
      row('Accounts not wholly looked at', missed),
    ],
  )
}

function more<Line>(of: Lines<Line>, what: string): ReactNode {
  const left = of.total - shown(of).length
  return left > 0 && paragraph(quiet(`And ${formatCount(left)} more ${what}.`))
}

function work({ report: { figures, names }, link }: Place, lines: readonly DatedWork[]): ReactElement {
  return table(
    null,
    lines.map(
      ({ day, subject, open, accounts }): Cells => [
        twoLines(
          link(subjectPath(subject), subjectName(names, subject)),
          `${formatDay(day)}, ${distanceFrom(figures.asOf, day)}`,
        ),
        twoLines(
          strong(`${formatCount(open)} open`, { isBad: day < figures.asOf }),
          `in ${countOf(accounts, 'account')}`,
        ),
      ],
    ),
  )
}

function late(place: Place): ReactElement {
  const { late: lines } = place.report.figures
  if (lines.total === 0) return section('What is late', paragraph('Nothing that we could see.'))
  return section('What is late', work(place, shown(lines)), more(lines, 'dates'))
}

function lateAnswers({ report: { figures, names }, link }: Place): ReactNode {
  const lines = shown(figures.lateAnswers)
  if (lines.length === 0) return null
  return section(
    'Accepted, and past the promised day',
    table(
      null,
      lines.map(
        ({ accountId, recommendationId, subject, committedOn, assignee, teamId }): Cells => [
          twoLines(
            link(`/recommendations/${accountId}/${recommendationId}`, subjectName(names, subject)),
            [
              accountName(names, accountId),
              ...(figures.teamId === null ? [teamName(names, teamId)] : []),
              ...(assignee ? [personName(names, assignee)] : []),
            ].join(', '),
          ),
          twoLines(formatDay(committedOn), distanceFrom(figures.asOf, committedOn)),
        ],
      ),
    ),
    more(figures.lateAnswers, 'answers'),
  )
}

function due(place: Place): ReactElement {
  const { due: windows, dates } = place.report.figures
  const counts = windows.map(
    ({ days, until, open }): Cells => [`Within ${days} days, by ${formatDay(until)}`, strong(formatCount(open))],
  )
  return section(
    'What is due',
    table(null, counts),
    dates.total > 0 && h('h3', { style: { margin: '16px 0 4px', fontSize: 14 } }, 'The next dates'),
    dates.total > 0 && work(place, shown(dates)),
    more(dates, 'dates'),
  )
}

function changes({ figures }: ReportContent): ReactElement {
  const rows = figures.sources.map(
    ({ source, before, opened, closed, other, now }): Cells => [
      SOURCE_NAMES[source],
      figure(before),
      formatChange(opened).replace('no change', '0'),
      formatChange(-closed).replace('no change', '0'),
      formatChange(other).replace('no change', '0'),
      strong(figure(now)),
    ],
  )
  const causes = figures.movement.flatMap(({ cause, opened, closed }) => [
    ...(opened > 0 ? [`${formatCount(opened)} opened: ${causeInWords(cause)}`] : []),
    ...(closed > 0 ? [`${formatCount(closed)} closed: ${causeInWords(cause)}`] : []),
  ])
  return section(
    'What changed',
    table(['Open findings', 'Before', 'New', 'Done', 'Other', 'Now'], rows),
    causes.length > 0
      ? h(
          'ul',
          { style: { margin: '8px 0 0', paddingLeft: 20 } },
          ...causes.map((text) => h('li', { key: text }, text)),
        )
      : paragraph('Nothing was opened or closed.'),
  )
}

function decisions({ report: { figures, names }, link }: Place): ReactElement {
  const counts = figures.decisions.map(({ action, count }) => `${formatCount(count)} ${ACTION_COUNTS[action]}`)
  const lines = figures.steps.lines.map(
    (step): Cells => [
      twoLines(
        h(
          'span',
          null,
          `${stepInWords(step, names)} `,
          link(`/recommendations/${step.accountId}/${step.recommendationId}`, subjectName(names, step.subject)),
        ),
        [formatDay(step.at.slice(0, 10)), accountName(names, step.accountId), stepDetails(step)]
          .filter(Boolean)
          .join(', '),
      ),
    ],
  )
  return section(
    'What was decided',
    paragraph(counts.length > 0 ? `Recommendations: ${counts.join(', ')}.` : 'No recommendation was answered.'),
    lines.length > 0 && table(null, lines),
    more(figures.steps, 'steps'),
  )
}

function coverage({ report: { figures, names }, link }: Place): ReactElement {
  const { accounts, looked, gaps } = figures.coverage
  const sentence = `${formatCount(looked)} of ${countOf(accounts, 'account')} wholly looked at.`
  const rows = gaps.map(({ source, accountIds, ...gap }): Cells => {
    const others = gap.accounts - accountIds.length
    const shown = accountIds.map((id) => accountName(names, id)).join(', ')
    return [
      twoLines(
        h(
          'span',
          null,
          link(`/coverage?${new URLSearchParams({ source })}`, source),
          ' ',
          gapInWords({ source, accountIds, ...gap }),
        ),
        others > 0 ? `${shown} and ${formatCount(others)} more` : shown,
      ),
    ]
  })
  return section(
    'What we could not see',
    paragraph(
      sentence,
      gaps.length > 0 && ' Of the others the figures have what was known before, and nothing that is new.',
    ),
    rows.length > 0 && table(null, rows),
  )
}

function teams({ report: { figures, names } }: Place): ReactNode {
  if (figures.teams.length === 0) return null
  return section(
    'By team',
    table(
      ['Team', 'Overdue', '30 days', 'Open', 'New', 'Done'],
      figures.teams.map(
        ({ teamId, overdue, soon, open, opened, closed }): Cells => [
          teamName(names, teamId),
          strong(formatCount(overdue), { isBad: overdue > 0 }),
          formatCount(soon),
          formatCount(open),
          formatCount(opened),
          formatCount(closed),
        ],
      ),
    ),
  )
}

function foot({ report: { figures, hash, history }, link }: Place): ReactElement {
  const path = `/reports/${figures.week}${figures.teamId === null ? '' : `?${new URLSearchParams({ team: figures.teamId })}`}`
  return h(
    'div',
    { style: { marginTop: 28, overflowWrap: 'anywhere' } },
    paragraph(link(path, 'This report in Steward')),
    paragraph(
      quiet(
        `As of ${formatDay(figures.asOf)}, 00:00 UTC, cut from what was recorded by then: what was learnt later does not change it. ` +
          `Fingerprint of its figures: ${hash}`,
      ),
    ),
    history &&
      paragraph(
        quiet(
          `${countOf(history.sequence, 'decision')} in the history when this was made. Keep this head of it: ${headText(history)}. ` +
            'With `npx steward verify-history --head` anybody who runs Steward can show that none of them was changed since.',
        ),
      ),
  )
}
