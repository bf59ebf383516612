/** From the rows of one function to what is stored of it and to its finding. Pure. */
import { deprecatedRuntime, type RuntimeFacts, runtimeSubject } from '../../checks/lambda/deprecated-runtime.ts'
import { originOf } from '../../checks/lambda/origin.ts'
import { severityOf } from '../../checks/lambda/severity.ts'
import { compareByBite, type JudgedFunction, judgeFunction } from '../../checks/lambda/subject-of-function.ts'
import { type FunctionUse, lastInvocationOfFunction } from '../../checks/lambda/version-use.ts'
import { evidenceHashOf } from '../../checks/statement.ts'
import { stableId } from '../../core/identity.ts'
import type { Day } from '../../core/time.ts'
import type { EvidenceVersion } from '../../db/sql/judging/select-function-evidence.ts'
import type { JudgedColumns } from '../../db/sql/judging/select-functions.ts'
import type { Owner } from '../ownership/owner-of-resource.ts'

/** What one function is judged by. */
export type Evidence = {
  name: string
  versions: readonly EvidenceVersion[]
  recorded: FunctionUse
  /** Null while the tags of its place were never read completely. */
  tags: Readonly<Record<string, string>> | null
  owner: Owner
}

/** What a finding says; its identity follows from the function. */
export type FindingContent = {
  subject: string
  verdict: string
  severity: string
  dueOn: Day | null
  use: string
  teamId: string | null
  details: object
  evidenceHash: string
}

/** Versions that need work, counted, and the first of them as they bite. */
export type FindingDetails = {
  runtime: string
  affected: number
  live: number
  dormant: number
  versions: { version: string; runtime: string | null; verdict: string; use: string }[]
}

export type JudgedEvidence = {
  columns: JudgedColumns
  judged: JudgedFunction<EvidenceVersion>
  finding: FindingContent | null
}

/** A finding names this many versions; the function's page has all. */
const NAMED_VERSIONS_MAX = 20

export function findingIdOf(region: string, resourceArn: string): string {
  return stableId('finding', deprecatedRuntime.id, region, resourceArn)
}

function detailsOf(judged: JudgedFunction, runtime: string): FindingDetails {
  const affected = judged.versions
    .filter(({ judgement: { verdict } }) => verdict === 'approaching' || verdict === 'deprecated')
    .toSorted(compareByBite)
  return {
    runtime,
    affected: affected.length,
    live: affected.filter(({ use }) => use === 'live').length,
    dormant: affected.filter(({ use }) => use === 'dormant').length,
    versions: affected.slice(0, NAMED_VERSIONS_MAX).map(({ version, judgement, use }) => ({
      version: version.version,
      runtime: version.runtime,
      verdict: judgement.verdict,
      use,
    })),
  }
}

function findingOf(judged: JudgedFunction, teamId: string | null, today: Day): FindingContent | null {
  const runtime = judged.subject?.version.runtime
  if (!judged.isFinding || !runtime) return null
  const { verdict, use, dueOn } = judged
  const subject = runtimeSubject(runtime)
  const details = detailsOf(judged, runtime)
  return {
    subject,
    verdict,
    severity: severityOf(verdict, use, dueOn, today),
    dueOn,
    use,
    teamId,
    details,
    evidenceHash: evidenceHashOf(subject, details),
  }
}

export function judgeEvidence(
  { name, versions, recorded, tags, owner }: Evidence,
  facts: RuntimeFacts,
): JudgedEvidence {
  const judged = judgeFunction(versions, recorded, facts)
  const last = lastInvocationOfFunction(recorded)
  const finding = findingOf(judged, owner.teamId, facts.today)
  const countOf = (use: string) => judged.versions.filter((version) => version.use === use).length
  return {
    judged,
    finding,
    columns: {
      origin: originOf(name, tags),
      teamId: owner.teamId,
      teamRule: owner.teamRule,
      verdict: judged.verdict,
      subjectRuntime: judged.subject?.version.runtime ?? null,
      dueOn: judged.dueOn,
      use: judged.use,
      severity: finding?.severity ?? null,
      versions: versions.length,
      liveVersions: countOf('live'),
      dormantVersions: countOf('dormant'),
      lastInvokedOn: last.lastInvokedOn,
      lastInvokedState: last.state,
      aliasesKnown: recorded.aliasesKnown,
      provisionedKnown: recorded.provisionedKnown,
    },
  }
}

/** A function that is gone keeps what was last known of it, and counts nowhere. */
export function columnsOfEnded(row: JudgedColumns): JudgedColumns {
  return { ...row, severity: null, versions: 0, liveVersions: 0, dormantVersions: 0 }
}
