/** A report's figures as rows of one table, a line each, for CSV and XLSX. */
import type { Row, Value } from '#lib/encode/row'
import { headText } from '#lib/history/chain'
import type { Change, ReportContent } from './contract.ts'
import { SOURCE_NAMES } from './report-sources.ts'
import { ACTION_COUNTS, causeInWords, teamName } from './words.ts'

export const REPORT_COLUMNS = [
  'week',
  'team',
  'section',
  'what',
  'date',
  'now',
  'before',
  'opened',
  'closed',
  'other',
  'accounts',
  'accountId',
  'accountName',
  'subject',
  'checkId',
  'recommendationId',
  'actor',
  'note',
] as const
type Column = (typeof REPORT_COLUMNS)[number]

/** Names as they are: neutralising them is the encoder's. */
export function reportRows({ figures, names, history }: ReportContent): Row[] {
  const line = (section: string, what: string, values: Partial<Record<Column, Value>>): Row => ({
    week: figures.week,
    team: figures.teamId,
    section,
    what,
    ...values,
  })
  const subject = (id: string): string => names.subjects[id] ?? id
  const account = (accountId: string) => ({ accountId, accountName: names.accounts[accountId] ?? null })
  const change = (what: string, { now, before }: Change) => line('figures', what, { now, before })
  const { overdue, soon, open, waiting, lateAnswers, missed } = figures.totals
  return [
    change('overdue', overdue),
    change('due within 30 days', soon),
    change('open', open),
    change('waiting for an answer', waiting),
    change('past the promised day', lateAnswers),
    change('accounts not wholly looked at', missed),
    ...figures.late.lines.map(({ day, open: now, ...work }) =>
      line('late', subject(work.subject), { date: day, now, ...work }),
    ),
    ...figures.lateAnswers.lines.map(({ committedOn, assignee, accountId, teamId, ...answer }) =>
      line('late answers', subject(answer.subject), {
        date: committedOn,
        team: teamId,
        actor: assignee,
        ...account(accountId),
        ...answer,
      }),
    ),
    ...figures.due.map(({ days, until, open: now }) => line('due', `within ${days} days`, { date: until, now })),
    ...figures.dates.lines.map(({ day, open: now, ...work }) =>
      line('dates', subject(work.subject), { date: day, now, ...work }),
    ),
    ...figures.sources.map(({ source, ...counts }) => line('sources', SOURCE_NAMES[source], counts)),
    ...figures.movement.map(({ cause, opened, closed }) => line('causes', causeInWords(cause), { opened, closed })),
    ...figures.decisions.map(({ action, count }) => line('decisions', ACTION_COUNTS[action], { now: count })),
    ...figures.steps.lines.map((step) =>
      line('steps', `${step.action} ${subject(step.subject)}`, {
        date: step.at,
        team: step.teamId,
        ...account(step.accountId),
        subject: step.subject,
        checkId: step.checkId,
        recommendationId: step.recommendationId,
        actor: step.actor,
        note: [step.committedOn, step.reason, step.expiresOn, step.note].filter(Boolean).join('; ') || null,
      }),
    ),
    ...figures.coverage.gaps.map(({ source, status, cause, accounts, places, accountIds }) =>
      line('could not be seen', source, {
        accounts,
        now: places,
        accountId: accountIds,
        note: [status, cause].filter(Boolean).join(' '),
      }),
    ),
    ...figures.teams.map(({ teamId, overdue: late, open: now, opened, closed }) =>
      line('teams', teamName(names, teamId), { team: teamId, now, opened, closed, note: `${late} overdue` }),
    ),
    ...(history ? [line('history', 'head of the decisions', { now: history.sequence, note: headText(history) })] : []),
  ]
}
