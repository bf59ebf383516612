import { compareText } from '../../core/compare-text.ts'
import type { Day } from '../../core/time.ts'
import { deprecatedRuntime, type RuntimeFacts, type RuntimeJudgement, type Verdict } from './deprecated-runtime.ts'
import { type FunctionUse, type Use, type Version, type VersionUse, versionUse } from './version-use.ts'

/** A version with its runtime's verdict and its use. */
export type JudgedVersion<Row extends Version = Version> = { version: Row; judgement: RuntimeJudgement } & VersionUse

export type JudgedFunction<Row extends Version = Version> = {
  /** Whether any version needs work: the function is then a finding. */
  isFinding: boolean
  verdict: Verdict
  use: Use
  /** The version that bites first: its runtime is what must be left. Null for a function without versions. */
  subject: JudgedVersion<Row> | null
  dueOn: Day | null
  versions: readonly JudgedVersion<Row>[]
}

const USE_ORDER: Record<Use, number> = { live: 0, unknown: 1, dormant: 2 }
const VERDICT_ORDER: Record<Verdict, number> = { deprecated: 0, approaching: 1, unknown: 2, fine: 3 }
/** Sorts what has no date behind everything that has one. */
const NO_DATE = '9999-12-31'

/** What bites first: what is used, what is already deprecated, the nearest date; then anything that is stable. */
export function compareByBite(a: JudgedVersion, b: JudgedVersion): number {
  return (
    USE_ORDER[a.use] - USE_ORDER[b.use] ||
    VERDICT_ORDER[a.judgement.verdict] - VERDICT_ORDER[b.judgement.verdict] ||
    compareText(a.judgement.dueOn ?? NO_DATE, b.judgement.dueOn ?? NO_DATE) ||
    compareText(a.judgement.known?.deprecatedOn ?? NO_DATE, b.judgement.known?.deprecatedOn ?? NO_DATE) ||
    compareText(a.version.runtime ?? '', b.version.runtime ?? '') ||
    compareText(a.version.version, b.version.version)
  )
}

const needsWork = ({ judgement: { verdict } }: JudgedVersion): boolean =>
  verdict === 'approaching' || verdict === 'deprecated'

function overallUse(versions: readonly JudgedVersion[]): Use {
  const uses = new Set(versions.map(({ use }) => use))
  return uses.has('live') ? 'live' : uses.has('unknown') || uses.size === 0 ? 'unknown' : 'dormant'
}

/**
 * A function is one finding, however many of its versions are on old runtimes; the one that bites first speaks for it.
 * A function with an unknown version and none that needs work is unknown, never fine.
 */
export function judgeFunction<Row extends Version>(
  versions: readonly Row[],
  recorded: FunctionUse,
  facts: RuntimeFacts,
): JudgedFunction<Row> {
  const judged = versions.map((version) => ({
    version,
    judgement: deprecatedRuntime.judge(version, facts),
    ...versionUse(version, recorded, facts.today),
  }))
  const working = judged.filter(needsWork)
  const unknown = judged.filter(({ judgement }) => judgement.verdict === 'unknown')
  const speaking = working.length > 0 ? working : unknown.length > 0 ? unknown : judged
  const subject = speaking.toSorted(compareByBite)[0] ?? null
  const isFinding = working.length > 0
  return {
    isFinding,
    verdict: subject?.judgement.verdict ?? 'unknown',
    use: isFinding && subject ? subject.use : overallUse(judged),
    subject,
    dueOn: subject?.judgement.dueOn ?? null,
    versions: judged,
  }
}
