/**
 * What AWS says about the end of each Lambda runtime, with its sources and as-of date. Facts stand in the data file;
 * settings may put newer ones over them (`parseOverride`), since AWS moves these dates every few months.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Day, daysBetween, isDay } from '../core/time.ts'
import data from './lambda-runtimes.json' with { type: 'json' }

const day = z.string().refine(isDay, 'must be a day that exists, as YYYY-MM-DD')
const identifier = z.string().regex(/^[a-z][a-z0-9.-]{1,63}$/, 'must be a runtime identifier such as python3.9')

/** `deprecatedOn` is the first day without support. Null: not scheduled, or not known. */
const runtimeSchema = z.strictObject({
  id: identifier,
  name: z.string().min(1).max(100),
  language: z.string().min(1).max(40),
  operatingSystem: z.string().min(1).max(100),
  releasedOn: day.nullable(),
  deprecatedOn: day.nullable(),
  blockCreateOn: day.nullable(),
  blockUpdateOn: day.nullable(),
  successor: identifier.nullable(),
  /** The same language version on a newer operating system: the smaller step, where there is one. */
  sameVersionSuccessor: identifier.nullable(),
  containerOnly: z.boolean(),
  /** Letters of the catalogue's sources that agree on the dates. */
  sources: z.string().max(26),
  note: z.string().max(500).nullable(),
})

const DATES = ['deprecatedOn', 'blockCreateOn', 'blockUpdateOn'] as const
export type RuntimeDate = (typeof DATES)[number]

const changeSchema = z.strictObject({
  observedOn: day,
  date: z.enum(DATES),
  runtimes: z.array(identifier).min(1),
  from: day.nullable().optional(),
  to: day.nullable(),
})

const catalogueSchema = z.strictObject({
  asOf: day,
  sources: z.record(z.string(), z.string()),
  policy: z.strictObject({
    noticeDays: z.number().int(),
    blockCreateDaysAfterDeprecationMin: z.number().int(),
    blockUpdateDaysAfterDeprecationMin: z.number().int(),
    invocationBlocked: z.boolean(),
    consoleBlocksAtDeprecation: z.boolean(),
    source: z.string(),
    history: z.array(z.strictObject({ from: day.nullable(), rule: z.string() })),
  }),
  runtimes: z.array(runtimeSchema).min(1),
  changes: z.array(changeSchema),
})

export type LambdaRuntime = z.infer<typeof runtimeSchema>
export type RuntimePolicy = z.infer<typeof catalogueSchema>['policy']

/** One date of one runtime that AWS moved. `from` is undefined where the earlier date was not recorded. */
export type RuntimeDateChange = {
  runtime: string
  date: RuntimeDate
  from: Day | null | undefined
  to: Day | null
  observedOn: Day
}

export type RuntimeCatalogue = {
  asOf: Day
  /** What each source letter stands for. */
  sources: Readonly<Record<string, string>>
  policy: RuntimePolicy
  runtimes: ReadonlyMap<string, LambdaRuntime>
  /** Oldest first. */
  changes: readonly RuntimeDateChange[]
}

/** Changes are noted as "moved to"; where a move came from is the previous "to" of the same runtime and date. */
function expandChanges(changes: readonly z.infer<typeof changeSchema>[]): RuntimeDateChange[] {
  const last = new Map<string, Day | null>()
  return [...changes]
    .sort((a, b) => (a.observedOn < b.observedOn ? -1 : a.observedOn > b.observedOn ? 1 : 0))
    .flatMap(({ observedOn, date, runtimes, from, to }) =>
      runtimes.map((runtime) => {
        const key = `${runtime} ${date}`
        const previous = from === undefined ? last.get(key) : from
        last.set(key, to)
        return { runtime, date, from: previous, to, observedOn }
      }),
    )
}

function builtIn(): RuntimeCatalogue {
  const { runtimes, changes, ...rest } = catalogueSchema.parse(data)
  return {
    ...rest,
    runtimes: new Map(runtimes.map((runtime) => [runtime.id, runtime])),
    changes: expandChanges(changes),
  }
}

/** The catalogue that comes with this version of Steward. */
export const BUILT_IN_RUNTIMES: RuntimeCatalogue = builtIn()

/** What an override may say of a runtime: only what differs, or everything of one that is not in the catalogue yet. */
const overrideSchema = z.strictObject({
  asOf: day,
  source: z.string().min(1).max(200),
  runtimes: z.array(runtimeSchema.omit({ sources: true }).partial().required({ id: true })).max(500),
})

/** Who said so, in an overridden runtime's `sources`. */
export const OVERRIDE_LETTER = 'Z'

/** Either a catalogue with the override applied, or a sentence that says what is wrong with it (F91). */
export type OverrideOutcome = { catalogue: RuntimeCatalogue } | { problem: string }

function problemOf(error: z.ZodError): string {
  const issue = error.issues[0]
  const where = issue?.path.length ? issue.path.join('.') : 'the file'
  return `${where}: ${issue?.message ?? 'is not what was expected'}`
}

/** Text of an override file over the built-in catalogue. Refused as a whole when any of it is wrong. */
export function parseOverride(text: string, base: RuntimeCatalogue = BUILT_IN_RUNTIMES): OverrideOutcome {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { problem: 'the file is not JSON' }
  }
  const parsed = overrideSchema.safeParse(json)
  if (!parsed.success) return { problem: problemOf(parsed.error) }
  return applyOverride(parsed.data, base)
}

function applyOverride(override: z.infer<typeof overrideSchema>, base: RuntimeCatalogue): OverrideOutcome {
  const runtimes = new Map(base.runtimes)
  const changes = [...base.changes]
  for (const change of override.runtimes) {
    const before = base.runtimes.get(change.id)
    const defaults = { successor: null, sameVersionSuccessor: null, containerOnly: false, note: null }
    const after = runtimeSchema.safeParse({ ...defaults, ...before, ...change, sources: OVERRIDE_LETTER })
    if (!after.success) return { problem: `runtime ${change.id}: ${problemOf(after.error)}` }
    const { deprecatedOn, releasedOn } = after.data
    if (deprecatedOn !== null && releasedOn !== null && deprecatedOn < releasedOn) {
      return { problem: `runtime ${change.id}: deprecatedOn lies before releasedOn` }
    }
    runtimes.set(change.id, after.data)
    if (before) changes.push(...differences(before, after.data, override.asOf))
  }
  return {
    catalogue: {
      ...base,
      asOf: [base.asOf, override.asOf].sort().at(-1) ?? base.asOf,
      sources: { ...base.sources, [OVERRIDE_LETTER]: override.source },
      runtimes,
      changes,
    },
  }
}

function differences(before: LambdaRuntime, after: LambdaRuntime, observedOn: Day): RuntimeDateChange[] {
  return DATES.filter((date) => before[date] !== after[date]).map((date) => ({
    runtime: after.id,
    date,
    from: before[date],
    to: after[date],
    observedOn,
  }))
}

export type JudgedBy = { noticeDays: number; askSeverity: string; teamTags: readonly string[] }

/** Changes with every date and setting that judging depends on, and with nothing else. */
export function hashOfCatalogue({ runtimes }: RuntimeCatalogue, settings: JudgedBy): string {
  const { noticeDays, askSeverity, teamTags } = settings
  const dates = [...runtimes.values()]
    .map(({ id, deprecatedOn, blockCreateOn, blockUpdateOn }) => [id, deprecatedOn, blockCreateOn, blockUpdateOn])
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([noticeDays, askSeverity, teamTags, dates]))
    .digest('hex')
}

/** How old the dates are; pages show it, since AWS moves them. */
export function catalogueAgeDays({ asOf }: RuntimeCatalogue, today: Day): number {
  return daysBetween(asOf, today)
}
