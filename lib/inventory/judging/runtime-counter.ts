import type { RuntimeCount } from '../../db/sql/judging/add-account-counts.ts'
import type { JudgedEvidence } from './judge-evidence.ts'
import { NO_TEAM } from './tally.ts'

/** Stands for container images, which have no runtime. */
const NO_RUNTIME = ''

type Key = Omit<RuntimeCount, 'functions' | 'versions'>
type FunctionsDelta = { key: Key; by: number }
type Counts = Map<string, RuntimeCount>

function countIn(counts: Counts, key: Key): RuntimeCount {
  const text = JSON.stringify([key.runtime, key.teamId, key.verdict, key.use])
  const known = counts.get(text)
  if (known) return known
  const fresh = { ...key, functions: 0, versions: 0 }
  counts.set(text, fresh)
  return fresh
}

/**
 * The functions of one place by runtime. A function counts once, under the runtime that bites first and with its own
 * use; a version under its own runtime and use.
 */
export class RuntimeCounter {
  readonly #counts: Counts = new Map()

  count({ columns, judged }: JudgedEvidence): void {
    const teamId = columns.teamId ?? NO_TEAM
    const { verdict, use } = columns
    countIn(this.#counts, { runtime: columns.subjectRuntime ?? NO_RUNTIME, teamId, verdict, use }).functions++
    for (const { version, judgement, use: versionUse } of judged.versions) {
      const runtime = version.runtime ?? NO_RUNTIME
      countIn(this.#counts, { runtime, teamId, verdict: judgement.verdict, use: versionUse }).versions++
    }
  }

  /** What differs from the stored counts, with zeros for what is no longer there; and which functions came or went. */
  differences(stored: readonly RuntimeCount[]): { writes: RuntimeCount[]; functions: FunctionsDelta[] } {
    const after = new Map(this.#counts)
    for (const before of stored) countIn(after, before)
    const byKey: Counts = new Map()
    for (const before of stored) Object.assign(countIn(byKey, before), before)
    const functions: FunctionsDelta[] = []
    const writes: RuntimeCount[] = []
    for (const [key, count] of after) {
      const before = byKey.get(key)
      const by = count.functions - (before?.functions ?? 0)
      const { runtime, teamId, verdict, use } = count
      if (by !== 0) functions.push({ key: { runtime, teamId, verdict, use }, by })
      if (before?.functions !== count.functions || before.versions !== count.versions) writes.push(count)
    }
    return { writes, functions }
  }
}
