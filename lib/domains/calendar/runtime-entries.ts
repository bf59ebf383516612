/** The dates of Lambda's runtimes as entries. Pure: what stands on a runtime comes as an argument. */
import type { LambdaRuntime } from '#lib/catalogue/lambda-runtimes'
import type { EventStatus } from '#lib/checks/health/event-status'
import { isLate } from '#lib/core/due'
import type { Day } from '#lib/core/time'
import type { CalendarEntry } from './contract.ts'
import { entryId } from './entry-id.ts'

export const RUNTIME_DATES = ['deprecatedOn', 'blockCreateOn', 'blockUpdateOn'] as const
export type RuntimeDateName = (typeof RUNTIME_DATES)[number]

const SHORT: Readonly<Record<RuntimeDateName, string>> = {
  deprecatedOn: 'deprecation',
  blockCreateOn: 'create block',
  blockUpdateOn: 'update block',
}

/** What AWS does on the day (Lambda developer guide, "Runtime deprecation policy"). */
export const WHAT_HAPPENS: Readonly<Record<RuntimeDateName, string>> = {
  deprecatedOn: 'AWS stops patching the runtime and no longer supports functions on it. The console refuses new ones.',
  blockCreateOn: 'AWS refuses to create functions on the runtime.',
  blockUpdateOn: 'AWS refuses to update functions on the runtime, unless the update moves them to a supported one.',
}

export type DatedRuntime = { runtime: LambdaRuntime; date: RuntimeDateName; day: Day }

/** Every date of the catalogue in a span of days. */
export function runtimeDatesIn(
  runtimes: Iterable<LambdaRuntime>,
  { from, until }: { from: Day; until: Day },
): DatedRuntime[] {
  return [...runtimes].flatMap((runtime) =>
    RUNTIME_DATES.flatMap((date) => {
      const day = runtime[date]
      return day !== null && day >= from && day <= until ? [{ runtime, date, day }] : []
    }),
  )
}

/** Functions still on a runtime behind one of its dates are late; on the day itself there is still the day. */
export function statusOfDate(day: Day, open: number, today: Day): EventStatus {
  if (open === 0) return 'completed'
  if (isLate(day, today)) return 'overdue'
  return day === today ? 'ongoing' : 'upcoming'
}

export type RuntimeUse = { functions: number; live: number; done: number; accounts: number; teams: readonly string[] }

export function runtimeEntry(
  { runtime, date, day }: DatedRuntime,
  { functions, live, done, accounts, teams }: RuntimeUse,
  today: Day,
): CalendarEntry {
  return {
    id: entryId('runtime_date', day, `${runtime.id}.${date}`),
    date: day,
    endDate: null,
    kind: 'runtime_date',
    service: 'LAMBDA',
    title: `${runtime.id} ${SHORT[date]}`,
    accounts,
    teams: [...teams],
    open: functions,
    done,
    live,
    status: statusOfDate(day, functions, today),
    href: `/lambda?${new URLSearchParams({ tab: 'functions', runtime: runtime.id })}`,
  }
}
