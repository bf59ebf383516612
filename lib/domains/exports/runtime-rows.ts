import { deprecatedRuntime, type RuntimeFacts } from '#lib/checks/lambda/deprecated-runtime'
import { pointsAt, versionUse } from '#lib/checks/lambda/version-use'
import type { Row } from '#lib/encode/row'
import type { ExportedFunction, ExportedVersion } from '../../db/sql/exports/functions.ts'

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function runtimeRow(owner: ExportedFunction, version: ExportedVersion, facts: RuntimeFacts): Row {
  const { verdict, dueOn, known } = deprecatedRuntime.judge(version, facts)
  const { use, last } = versionUse(version, owner, facts.today)
  return {
    accountId: owner.accountId,
    region: owner.region,
    functionName: owner.name,
    version: version.version,
    functionArn: owner.arn,
    packageType: version.packageType,
    runtime: version.runtime,
    verdict,
    deprecatedOn: known?.deprecatedOn ?? null,
    blockCreateOn: known?.blockCreateOn ?? null,
    blockUpdateOn: known?.blockUpdateOn ?? null,
    dueOn,
    use,
    aliases: owner.aliases
      .filter((alias) => pointsAt(alias, version.version))
      .map(({ name }) => name)
      .sort(byText),
    lastInvokedOn: last.lastInvokedOn,
    lastInvokedState: last.state,
    lastModifiedAt: version.lastModifiedAt,
    origin: owner.origin,
    team: owner.team,
  }
}

/** One row per version, in the order of their names, judged as of today. */
export function runtimeRows(owner: ExportedFunction, facts: RuntimeFacts): Row[] {
  return owner.versions
    .toSorted((a, b) => byText(a.version, b.version))
    .map((version) => runtimeRow(owner, version, facts))
}
