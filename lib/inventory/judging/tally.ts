/**
 * What a transaction has to add to the counts, gathered while it judges and written once at its end: rows of the
 * organisation's rollup are shared by everybody, so they are locked last, in one order, and for a moment only.
 */

import { dayOf } from '../../core/time.ts'
import type {
  AccountDeltas,
  FindingDelta,
  MovementDelta,
  RuntimeCount,
} from '../../db/sql/judging/add-account-counts.ts'
import type { TransitionInsert } from '../../db/sql/judging/insert-transitions.ts'
import type { FindingRow } from '../../db/sql/judging/select-findings.ts'
import { Counts } from './counts.ts'

/** Stands for "no date" and "nobody" in keys, which cannot be null. */
export const NO_DATE = '9999-12-31'
export const NO_TEAM = ''

type FindingKey = Omit<FindingDelta, 'findings'>
type RuntimeKey = Omit<RuntimeCount, 'functions' | 'versions'> & { region: string }
type MovementKey = Omit<MovementDelta, 'opened' | 'closed'>

/** `title`: what a statement calls the subject; null where the catalogue does. */
export type Recommended = { checkId: string; subject: string; teamId: string | null; title: string | null }

/** The counts of one account that one transaction changes. */
export class AccountTally {
  readonly findings = new Counts<FindingKey>()
  readonly movement = new Counts<MovementKey>()
  readonly runtimes = new Counts<RuntimeKey>()
  /** Of all runtimes together. */
  functions = 0
  openFindings = 0
  readonly #runtimeCounts: (RuntimeCount & { region: string })[] = []
  readonly #recommended = new Map<string, Recommended>()

  /** A finding goes from one state to another; undefined is "does not exist". */
  countFinding(before: FindingRow | undefined, after: FindingRow): void {
    if (before) this.#countState(before, -1)
    this.#countState(after, 1)
  }

  #countState(finding: FindingRow, by: 1 | -1): void {
    const { checkId, region, subject, teamId, status, severity, use, dueOn } = finding
    const key = { checkId, subject, region, teamId: teamId ?? NO_TEAM, status, severity, use, dueOn: dueOn ?? NO_DATE }
    this.findings.add(key, 'findings', by)
    if (status === 'open') this.openFindings += by
    if (!finding.asks) return
    const title = (finding.details as { title?: string }).title ?? null
    this.#recommended.set(`${subject} ${teamId ?? ''}`, { checkId, subject, teamId, title })
  }

  /** Opening, ending, or moving from one subject or team to another: then it closes there and opens here. */
  countMovement(checkId: string, before: FindingRow | undefined, transition: Transition): void {
    const { subject, teamId, cause, fromStatus, toStatus, effectiveAt } = transition
    const key = { day: dayOf(effectiveAt), checkId, subject, teamId: teamId ?? NO_TEAM, cause }
    const wasOpen = fromStatus === 'open'
    const isOpen = toStatus === 'open'
    const moved = before && (before.subject !== subject || before.teamId !== teamId)
    if (wasOpen && (!isOpen || moved)) {
      this.movement.add({ ...key, subject: before?.subject ?? subject, teamId: before?.teamId ?? NO_TEAM }, 'closed', 1)
    }
    if (isOpen && (!wasOpen || moved)) this.movement.add(key, 'opened', 1)
  }

  countFunctions(key: RuntimeKey, by: number): void {
    this.runtimes.add(key, 'functions', by)
    this.functions += by
  }

  /** What the counts of a place are now; those that have not changed are left out. */
  setRuntimeCounts(region: string, counts: readonly RuntimeCount[]): void {
    for (const count of counts) this.#runtimeCounts.push({ ...count, region })
  }

  /** Runtimes that have gained or lost functions, and how many. */
  #changesByRuntime(): { runtime: string; change: number }[] {
    const byRuntime = new Counts<{ runtime: string }>()
    for (const { runtime, functions } of this.runtimes.rows('functions')) {
      byRuntime.add({ runtime }, 'change', functions)
    }
    return byRuntime.rows('change')
  }

  get deltas(): AccountDeltas {
    return {
      findings: this.findings.rows('findings'),
      movement: this.movement.rows('opened', 'closed'),
      runtimeCounts: this.#runtimeCounts,
      runtimeChanges: this.#changesByRuntime(),
      functions: this.functions,
      openFindings: this.openFindings,
    }
  }

  /** Recommendations whose findings have changed. */
  get recommended(): readonly Recommended[] {
    return [...this.#recommended.values()]
  }
}

type Transition = Pick<TransitionInsert, 'subject' | 'teamId' | 'cause' | 'fromStatus' | 'toStatus' | 'effectiveAt'>

/** Tallies by account. */
export class Tally {
  /** When the run that reads now began; null when nothing is read. */
  runStartedAt: Date | null = null
  readonly accounts = new Map<string, AccountTally>()

  of(accountId: string): AccountTally {
    const known = this.accounts.get(accountId)
    if (known) return known
    const fresh = new AccountTally()
    this.accounts.set(accountId, fresh)
    return fresh
  }
}
