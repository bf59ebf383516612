/** One function with everything that is known of it: its versions judged one by one, its finding, and the way out. */
import { currentRuntimes } from '#lib/catalogue/current-runtimes'
import { adviceFor } from '#lib/checks/lambda/advice'
import { deprecatedRuntime } from '#lib/checks/lambda/deprecated-runtime'
import { type JudgedVersion, judgeFunction } from '#lib/checks/lambda/subject-of-function'
import { type FunctionUse, pointsAt } from '#lib/checks/lambda/version-use'
import { stableId } from '#lib/core/identity'
import type { ScopeStatus } from '#lib/core/reading'
import { type Day, dayOf } from '#lib/core/time'
import { asViewer, type Tx, type Viewer } from '#lib/db/as-viewer'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { TRANSITION_CAUSES } from '#lib/inventory/judging/transition-causes'
import { type FoundFunction, findFunction } from '../../db/sql/lists/find-function.ts'
import type {
  FindingView,
  FunctionDetail,
  FunctionKey,
  ReadingView,
  RecommendationView,
  Severity,
  VersionRow,
} from './contract.ts'
import { functionRow, productToday } from './queries.ts'
import { versionUseInWords } from './use-in-words.ts'

/** Sources whose readings a function's page rests on, in the order they are read. */
const READ_FROM = [
  'lambda.functions',
  'lambda.aliases',
  'lambda.provisioned-concurrency',
  'lambda.invocations',
  'tagging.resources',
] as const

const iso = (instant: Date): string => instant.toISOString()
const isoOrNull = (instant: Date | null): string | null => instant?.toISOString() ?? null
const dayOrNull = (instant: Date | null): Day | null => (instant === null ? null : dayOf(instant))

type StoredVersion = Awaited<ReturnType<typeof readVersions>>[number]
type StoredAlias = Awaited<ReturnType<typeof readAliases>>[number]

const readVersions = (tx: Tx, accountId: string, functionId: string) =>
  tx.lambdaVersion.findMany({ where: { accountId, functionId } })

const readAliases = (tx: Tx, accountId: string, functionId: string) =>
  tx.lambdaAlias.findMany({ where: { accountId, functionId }, orderBy: { name: 'asc' } })

/** Weights are an object of shares by version; anything else in the column would be a bug of ours. */
const weightsOf = (alias: StoredAlias): Record<string, number> => alias.weights as Record<string, number>

/** What share of an alias's traffic goes to a version, 0 to 1. */
export function shareOf(
  alias: { version: string; weights: Readonly<Record<string, number>> },
  version: string,
): number {
  const weighted = Object.values(alias.weights).reduce((sum, share) => sum + share, 0)
  return (alias.weights[version] ?? 0) + (alias.version === version ? 1 - weighted : 0)
}

export async function getFunction(viewer: Viewer, { accountId, functionId }: FunctionKey): Promise<FunctionDetail> {
  const today = productToday()
  return asViewer(viewer, async (tx) => {
    const found = await findFunction(tx, accountId, functionId)
    if (!found) throw new AppError('not_found', 'There is no such function, or it is not yours to see.')
    const readings = await readReadings(tx, accountId, found.region)
    const { aliases, versionRows, advice } = await judgedVersions(tx, found, today)
    const { finding, recommendation } = await findWork(tx, found)
    const {
      codeBytes,
      teamRule,
      firstSeenAt,
      endedAt,
      aliasesKnown: _aliases,
      provisionedKnown: _provisioned,
      ...row
    } = found
    return {
      ...functionRow(row, today),
      codeBytes: codeBytes === null ? null : Number(codeBytes),
      teamRule,
      firstSeenAt: iso(firstSeenAt),
      endedAt: isoOrNull(endedAt),
      // Told from what is kept, since the account may not be the viewer's to see: one that a reading ended has no version left.
      wentWithAccount: endedAt !== null && versionRows.length > 0,
      aliases,
      versionRows,
      tags: await readTags(tx, found),
      finding,
      recommendation,
      advice,
      readings,
      today,
    }
  })
}

async function judgedVersions(tx: Tx, found: FoundFunction, today: Day) {
  const { accountId, id, aliasesKnown, provisionedKnown } = found
  const versions = await readVersions(tx, accountId, id)
  const stored = await readAliases(tx, accountId, id)
  const provisioned = await tx.lambdaProvisionedConcurrency.findMany({ where: { accountId, functionId: id } })
  const invocations = await tx.lambdaInvocation.findMany({ where: { accountId, functionId: id } })
  const aliases = stored.map((alias) => ({ name: alias.name, version: alias.version, weights: weightsOf(alias) }))
  const recorded: FunctionUse = {
    aliases,
    provisioned: provisioned.map(({ qualifier }) => qualifier),
    invocations: invocations.map(({ target, state, lastInvokedOn }) => ({
      target,
      // Written by our own reading of CloudWatch, in these three words.
      state: state as 'seen' | 'none' | 'unknown',
      lastInvokedOn: dayOrNull(lastInvokedOn),
    })),
    aliasesKnown,
    provisionedKnown,
  }
  const { runtimes } = currentRuntimes().catalogue
  const judged = judgeFunction(versions, recorded, { runtimes, today, noticeDays: env().noticeDays }).versions
  const requested = new Map(provisioned.map((each) => [each.qualifier, each.requested]))
  return {
    aliases: aliases.map(({ name, version, weights }) => ({
      name,
      version,
      weights: Object.entries(weights).map(([weighted, share]) => ({ version: weighted, share })),
    })),
    versionRows: judged.map((each) => versionRow(each, recorded, requested, today)).sort(newestFirst),
    advice: found.endedAt ? [] : adviceFor({ ...found, versions: judged, recorded }, runtimes),
  }
}

function versionRow(
  { version, judgement, use, reasons, last }: JudgedVersion<StoredVersion>,
  { aliases }: FunctionUse,
  requested: ReadonlyMap<string, number>,
  today: Day,
): VersionRow {
  const pointing = aliases.filter((alias) => pointsAt(alias, version.version))
  const concurrency = [version.version, ...pointing.map(({ name }) => name)].flatMap(
    (name) => requested.get(name) ?? [],
  )
  return {
    version: version.version,
    runtime: version.runtime,
    verdict: judgement.verdict,
    dueOn: judgement.dueOn,
    use,
    useBecause: versionUseInWords(use, reasons, last, today),
    aliases: pointing.map((alias) => ({ name: alias.name, weight: shareOf(alias, version.version) })),
    provisioned: concurrency.length > 0 ? concurrency.reduce((sum, each) => sum + each, 0) : null,
    snapStart: version.snapStart,
    lastInvokedOn: last.lastInvokedOn,
    lastInvokedState: last.state,
    lastModifiedAt: isoOrNull(version.lastModifiedAt),
    codeBytes: version.codeBytes === null ? null : Number(version.codeBytes),
  }
}

/** `$LATEST`, then published versions from the newest on. */
function newestFirst(a: VersionRow, b: VersionRow): number {
  const rank = ({ version }: VersionRow) => (version === '$LATEST' ? Number.POSITIVE_INFINITY : Number(version))
  return rank(b) === rank(a) ? 0 : rank(b) - rank(a)
}

async function readTags(tx: Tx, { accountId, region, arn }: FoundFunction): Promise<Record<string, string>> {
  const tagged = await tx.resourceTag.findFirst({ where: { accountId, region, arn } })
  return (tagged?.tags ?? {}) as Record<string, string>
}

async function readReadings(tx: Tx, accountId: string, region: string): Promise<ReadingView[]> {
  const scopes = await tx.scope.findMany({ where: { accountId, region, source: { in: [...READ_FROM] } } })
  return READ_FROM.map((source) => {
    const scope = scopes.find((each) => each.source === source)
    return {
      source,
      // Written by the recorder, in the states of a scope.
      status: (scope?.status ?? 'never') as ScopeStatus,
      message: scope?.message ?? null,
      lastCompleteAt: isoOrNull(scope?.lastCompleteAt ?? null),
    }
  })
}

/** A cause of a newer version keeps its own word. */
function causeInWords(cause: string): string {
  const words: Readonly<Record<string, string>> = TRANSITION_CAUSES
  return words[cause] ?? cause
}

type Work = { finding: FindingView | null; recommendation: RecommendationView | null }

async function findWork(tx: Tx, { accountId, region, arn }: FoundFunction): Promise<Work> {
  const id = stableId('finding', deprecatedRuntime.id, region, arn)
  const finding = await tx.finding.findUnique({ where: { accountId_id: { accountId, id } } })
  if (!finding) return { finding: null, recommendation: null }
  const witnesses = await tx.findingWitness.findMany({
    where: { accountId, findingId: id },
    orderBy: { source: 'asc' },
  })
  const transitions = await tx.findingTransition.findMany({
    where: { accountId, findingId: id },
    orderBy: { id: 'desc' },
    take: 50,
  })
  const { recommendationId } = finding
  const recommendation =
    recommendationId === null
      ? null
      : await tx.recommendation.findUnique({ where: { accountId_id: { accountId, id: recommendationId } } })
  return {
    finding: {
      id,
      checkId: finding.checkId,
      status: finding.status,
      severity: finding.severity as Severity,
      dueOn: dayOrNull(finding.dueOn),
      firstSeenAt: iso(finding.firstSeenAt),
      resolvedAt: isoOrNull(finding.resolvedAt),
      reopened: finding.reopened,
      witnesses: witnesses.map(({ source, since, endedAt }) => ({
        source,
        since: iso(since),
        endedAt: isoOrNull(endedAt),
      })),
      transitions: transitions.map(({ effectiveAt, fromStatus, toStatus, cause, severity }) => ({
        at: iso(effectiveAt),
        from: fromStatus,
        to: toStatus,
        cause: causeInWords(cause),
        severity,
      })),
    },
    recommendation: recommendation && {
      id: recommendation.id,
      subject: recommendation.subject,
      stage: recommendation.stage,
      priority: recommendation.priority,
      openFindings: recommendation.openFindings,
      dueOn: dayOrNull(recommendation.dueOn),
      createdAt: iso(recommendation.createdAt),
    },
  }
}
