/**
 * The runtimes of the invented estate with their share of the functions. Dates are those AWS published; verdict and the
 * date that still bites are worked out here in a few lines, so that an estate does not depend on what it is to measure.
 */
import { addDays, type Day } from '#lib/core/time'

type DatedRuntime = {
  runtime: string
  share: number
  deprecatedOn: Day | null
  blockCreateOn: Day | null
  blockUpdateOn: Day | null
}

const NOTICE_DAYS = 180
const CRITICAL_DAYS = 30

const dated = (
  runtime: string,
  share: number,
  deprecatedOn: Day | null,
  blockCreateOn: Day | null,
  blockUpdateOn: Day | null,
): DatedRuntime => ({ runtime, share, deprecatedOn, blockCreateOn, blockUpdateOn })

const RUNTIMES: readonly DatedRuntime[] = [
  dated('nodejs20.x', 20, '2026-04-30', '2027-02-01', '2027-03-03'),
  dated('nodejs18.x', 14, '2025-09-01', '2027-02-01', '2027-03-03'),
  dated('python3.9', 14, '2025-12-15', '2027-02-01', '2027-03-03'),
  dated('nodejs22.x', 12, '2027-04-30', '2027-06-01', '2027-07-01'),
  dated('provided.al2', 8, '2026-07-31', '2027-02-01', '2027-03-03'),
  dated('dotnet8', 8, '2026-11-10', '2027-02-01', '2027-03-03'),
  dated('python3.8', 7, '2024-10-14', '2027-02-01', '2027-03-03'),
  dated('nodejs16.x', 6, '2024-06-12', '2027-02-01', '2027-03-03'),
  dated('ruby3.3', 4, '2027-03-31', '2027-04-30', '2027-05-31'),
  dated('dotnet6', 3, '2024-12-20', '2027-02-01', '2027-03-03'),
  dated('go1.x', 2, '2024-01-08', '2024-02-08', '2027-03-03'),
  dated('nodejs12.x', 1, '2023-03-31', '2023-03-31', '2023-04-30'),
  dated('ruby2.5', 1, '2021-07-30', '2021-07-30', '2022-03-31'),
  dated('nodejs24.x', 55, '2028-04-30', '2028-06-01', '2028-07-01'),
  dated('provided.al2023', 25, '2029-06-30', '2029-07-31', '2029-08-31'),
  dated('ruby4.0', 10, '2029-03-31', '2029-04-30', '2029-05-31'),
]

export type JudgedRuntime = {
  runtime: string
  verdict: 'deprecated' | 'approaching' | 'fine'
  dueOn: Day | null
  /** Of a function in use; a dormant one is always low. */
  severity: 'critical' | 'high' | 'medium'
  /** Shares of all runtimes of the same kind (a finding or not) before this one, and with it, out of 1. */
  fromShare: number
  toShare: number
}

function judge(runtime: DatedRuntime, today: Day): Omit<JudgedRuntime, 'fromShare' | 'toShare'> {
  const dates = [runtime.deprecatedOn, runtime.blockCreateOn, runtime.blockUpdateOn].filter((day) => day !== null)
  const dueOn = dates.find((day) => day >= today) ?? dates.at(-1) ?? null
  const { deprecatedOn } = runtime
  if (deprecatedOn === null || deprecatedOn > addDays(today, NOTICE_DAYS)) {
    return { runtime: runtime.runtime, verdict: 'fine', dueOn, severity: 'medium' }
  }
  if (deprecatedOn > today) return { runtime: runtime.runtime, verdict: 'approaching', dueOn, severity: 'medium' }
  const critical = dueOn !== null && dueOn <= addDays(today, CRITICAL_DAYS)
  return { runtime: runtime.runtime, verdict: 'deprecated', dueOn, severity: critical ? 'critical' : 'high' }
}

/** Every runtime as of `today`, with its slice of the functions that are, or are not, findings. */
export function judgedRuntimes(today: Day): JudgedRuntime[] {
  const judged = RUNTIMES.map((runtime) => ({ ...judge(runtime, today), share: runtime.share }))
  const slices = (group: typeof judged): JudgedRuntime[] => {
    const total = group.reduce((sum, { share }) => sum + share, 0)
    let before = 0
    return group.map(({ share, ...rest }) => {
      const fromShare = before / total
      before += share
      return { ...rest, fromShare, toShare: before / total }
    })
  }
  return [
    ...slices(judged.filter(({ verdict }) => verdict !== 'fine')),
    ...slices(judged.filter(({ verdict }) => verdict === 'fine')),
  ]
}
