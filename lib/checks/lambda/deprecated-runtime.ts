import type { LambdaRuntime, RuntimeCatalogue } from '../../catalogue/lambda-runtimes.ts'
import { type Day, daysBetween } from '../../core/time.ts'
import { defineCheck } from '../define-check.ts'

export const VERDICTS = ['fine', 'approaching', 'deprecated', 'unknown'] as const
export type Verdict = (typeof VERDICTS)[number]

export type RuntimeFacts = {
  runtimes: RuntimeCatalogue['runtimes']
  today: Day
  /** How far ahead a date is announced: 180 days as AWS does, unless settings say otherwise. */
  noticeDays: number
}

export type RuntimeDates = Pick<LambdaRuntime, 'deprecatedOn' | 'blockCreateOn' | 'blockUpdateOn'>

export type RuntimeJudgement =
  | { verdict: 'unknown'; because: string; dueOn: null; known: null }
  | { verdict: Exclude<Verdict, 'unknown'>; dueOn: Day | null; known: LambdaRuntime }

/**
 * The date that counts: deprecation, then the block on creating, then the block on updating, whichever is first still
 * to come (today included). Past all of them, the last one that exists. Null when AWS has scheduled nothing.
 */
export function nextDateThatBites({ deprecatedOn, blockCreateOn, blockUpdateOn }: RuntimeDates, today: Day) {
  const dates = [deprecatedOn, blockCreateOn, blockUpdateOn].filter((date) => date !== null)
  return dates.find((date) => date >= today) ?? dates.at(-1) ?? null
}

function unknown(because: string): RuntimeJudgement {
  return { verdict: 'unknown', because, dueOn: null, known: null }
}

/**
 * Deprecated once the runtime's date has come, approaching inside the notice window.
 * A container image does not tell its base, and an identifier the catalogue lacks may be anything: unknown, not fine.
 */
export const deprecatedRuntime = defineCheck({
  id: 'lambda.deprecated-runtime',
  title: 'Lambda function on a deprecated runtime',
  why: 'AWS stops patching the runtime, then refuses to create, then to update functions on it. They go on running.',
  fix: 'Delete what nothing uses. Update $LATEST to a supported runtime, publish, and move the aliases over by weight.',
  judge(
    { runtime, packageType }: { runtime: string | null; packageType: string },
    { runtimes, today, noticeDays }: RuntimeFacts,
  ): RuntimeJudgement {
    if (packageType === 'Image') return unknown('It is a container image, and AWS does not tell its base.')
    if (runtime === null) return unknown('AWS named no runtime.')
    const known = runtimes.get(runtime)
    if (!known) return unknown(`${runtime} is not in the catalogue.`)
    const { deprecatedOn } = known
    const dueOn = nextDateThatBites(known, today)
    if (deprecatedOn === null || daysBetween(today, deprecatedOn) > noticeDays) return { verdict: 'fine', dueOn, known }
    return { verdict: deprecatedOn <= today ? 'deprecated' : 'approaching', dueOn, known }
  },
})

/** A recommendation is about one thing to do; for this check that is leaving one runtime. */
export function runtimeSubject(runtime: string): string {
  return `lambda-runtime:${runtime}`
}
