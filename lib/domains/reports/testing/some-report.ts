/** For tests: a report as they are made, to change the one thing that matters. */
import type { Report } from '../contract.ts'

const ACCOUNT = '111111111111'
const PYTHON = 'lambda-runtime:python3.9'
const EKS = 'health:AWS_EKS_PLANNED_LIFECYCLE_EVENT/eks-1-31'
const RUNTIME_CHECK = 'lambda.deprecated-runtime'
const RECOMMENDATION = '0b8e0a52-4f54-93d1-a4e4-6f3a6a6f0a11'

export const someReport: Report = {
  madeAt: '2026-11-16T01:00:04.000Z',
  hash: 'ab'.repeat(32),
  names: {
    accounts: { [ACCOUNT]: 'payments-prod' },
    teams: { payments: 'Payments' },
    people: { mara: 'Mara Abiodun' },
    subjects: { [PYTHON]: 'Python 3.9 (python3.9)', [EKS]: 'EKS 1.31: planned lifecycle event' },
  },
  figures: {
    version: 1,
    week: '2026-W46',
    from: '2026-11-09',
    until: '2026-11-15',
    asOf: '2026-11-16',
    teamId: null,
    totals: {
      overdue: { now: 12, before: 14 },
      soon: { now: 3, before: 0 },
      open: { now: 214, before: 220 },
      waiting: { now: 12, before: 15 },
      lateAnswers: { now: 1, before: 0 },
      missed: { now: 2, before: 2 },
    },
    sources: [
      { source: 'lambda', before: 100, opened: 3, closed: 9, other: 0, now: 94 },
      { source: 'config', before: 98, opened: 20, closed: 2, other: 2, now: 118 },
      { source: 'health', before: 22, opened: 0, closed: 20, other: 0, now: 2 },
      { source: 'trustedadvisor', before: null, opened: 0, closed: 0, other: 0, now: null },
    ],
    movement: [
      { cause: 'fixed', opened: 0, closed: 31 },
      { cause: 'observed', opened: 23, closed: 0 },
    ],
    late: { lines: [{ day: '2026-11-01', checkId: RUNTIME_CHECK, subject: PYTHON, open: 12, accounts: 3 }], total: 1 },
    lateAnswers: {
      lines: [
        {
          accountId: ACCOUNT,
          recommendationId: RECOMMENDATION,
          checkId: RUNTIME_CHECK,
          subject: PYTHON,
          teamId: 'payments',
          committedOn: '2026-11-13',
          assignee: 'mara',
        },
      ],
      total: 1,
    },
    due: [
      { days: 30, until: '2026-12-16', open: 3 },
      { days: 60, until: '2027-01-15', open: 3 },
      { days: 90, until: '2027-02-14', open: 8 },
      { days: 180, until: '2027-05-15', open: 40 },
    ],
    dates: {
      lines: [{ day: '2026-12-01', checkId: 'health.scheduled-change', subject: EKS, open: 3, accounts: 1 }],
      total: 4,
    },
    decisions: [{ action: 'rejected', count: 1 }],
    steps: {
      lines: [
        {
          at: '2026-11-12T09:00:00.000Z',
          action: 'rejected',
          actor: 'mara',
          accountId: ACCOUNT,
          recommendationId: RECOMMENDATION,
          checkId: RUNTIME_CHECK,
          subject: PYTHON,
          teamId: 'payments',
          reason: 'valid_business_case',
          note: 'The vendor certifies it in spring.',
          committedOn: null,
          expiresOn: '2027-03-01',
        },
      ],
      total: 1,
    },
    coverage: {
      accounts: 43,
      looked: 41,
      gaps: [
        {
          source: 'lambda.functions',
          status: 'denied',
          cause: 'ASSUME_ROLE',
          accounts: 2,
          places: 34,
          accountIds: [ACCOUNT],
        },
      ],
    },
    teams: [{ teamId: 'payments', open: 94, overdue: 12, soon: 3, opened: 3, closed: 9, waiting: 3 }],
  },
}

/** The same report in which everything that others may name is called this. */
export function reportNaming(text: string): Report {
  const call = (names: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.keys(names).map((id) => [id, text]))
  const { names, figures } = someReport
  const steps = figures.steps.lines.map((step) => ({ ...step, note: text }))
  return {
    ...someReport,
    names: {
      accounts: call(names.accounts),
      teams: call(names.teams),
      people: call(names.people),
      subjects: call(names.subjects),
    },
    figures: { ...figures, steps: { ...figures.steps, lines: steps } },
  }
}
