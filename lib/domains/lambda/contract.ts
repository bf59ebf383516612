/** What the Lambda pages ask and are told. Shared by server and browser: the URL is parsed by it on both sides. */
import { z } from 'zod'
import type { AdviceStep } from '#lib/checks/lambda/advice'
import { VERDICTS, type Verdict } from '#lib/checks/lambda/deprecated-runtime'
import { SEVERITIES, type Severity } from '#lib/checks/lambda/severity'
import { USES, type Use } from '#lib/checks/lambda/version-use'
import { DUE } from '#lib/core/due'
import { onlyThese } from '#lib/core/filter-values'
import { type ListDefinition, type ListPage, type ListTotal, type ListValues, listInput } from '#lib/core/list'
import { listAddress, rowInPanel, tabbedAddress } from '#lib/core/page-address'
import type { ScopeStatus } from '#lib/core/reading'
import type { SourceCoverage } from '#lib/core/source-coverage'

export type { Severity, Use, Verdict }
export { SEVERITIES, USES, VERDICTS }

/** A team that is nobody: what no rule gives to a team. */
export const UNOWNED = 'none'
/** The runtime of a function that has none: a container image. */
export const CONTAINER_IMAGE = 'image'

/** Names of the URL, the API and the export are the same. `due` is the next date that still bites. */
export const functionList = {
  filters: ['account', 'team', 'region', 'runtime', 'verdict', 'due', 'use', 'severity', 'origin'],
  values: {
    verdict: { values: VERDICTS },
    due: { values: DUE },
    use: { values: USES },
    severity: { values: SEVERITIES },
  },
  sorts: ['due', 'name', 'account', 'invoked', 'changed'],
  sort: 'due',
  order: 'asc',
} as const satisfies ListDefinition

export const functionListInput = listInput<FunctionFilter, FunctionSort>(functionList)
export type FunctionFilter = (typeof functionList.filters)[number]
export type FunctionSort = (typeof functionList.sorts)[number]
/** `text` is the beginning of a name, in any case. An origin is a kind, as `stackset`, or one, as `stackset:baseline`. */
export type FunctionListValues = ListValues<FunctionFilter, FunctionSort>

/** The list of each tab of the page. */
export const lambdaTabs = { runtimes: null, functions: functionList } as const
/** What stands in a panel: a runtime beside the runtimes, a function beside the functions. */
export const lambdaPanels = ['about', 'function'] as const
export const lambdaAddress = tabbedAddress({
  runtimes: onlyThese({ about: z.string().min(1).max(100).optional() }),
  functions: listAddress(functionList, {
    function: rowInPanel,
  }),
})

export type FunctionRow = {
  accountId: string
  /** Null where the viewer owns the function and not the account. */
  accountName: string | null
  id: string
  name: string
  arn: string
  region: string
  packageType: string
  /** That of the version the verdict speaks of; null for container images. */
  runtime: string | null
  verdict: Verdict
  dueOn: string | null
  use: Use
  /** What keeps it live, as far as it is known. */
  useBecause: string
  severity: Severity | null
  teamId: string | null
  teamName: string | null
  origin: string
  lastInvokedOn: string | null
  lastInvokedState: string
  lastModifiedAt: string | null
  versions: number
  liveVersions: number
  dormantVersions: number
  /** The account is no longer active: everything is as it was last read (F30). */
  isInactive: boolean
  /** Then the day of the last complete reading; null where the functions were only ever read in part. */
  frozenOn: string | null
}

export type FunctionCoverage = SourceCoverage

export type FunctionPage = ListPage<FunctionRow> & {
  /** Rows of the export of the same filter: it has one for every version. */
  exported: ListTotal
  coverage: FunctionCoverage
  today: string
}

export type RuntimeDates = { deprecatedOn: string | null; blockCreateOn: string | null; blockUpdateOn: string | null }

/** How far a runtime is on its way out, as AWS words it. */
export const RUNTIME_STAGES = [
  'supported',
  'approaching',
  'deprecated',
  'create_blocked',
  'update_blocked',
  'unknown',
] as const
export type RuntimeStage = (typeof RUNTIME_STAGES)[number]

export type RuntimeRow = RuntimeDates & {
  /** `image` stands for container images. */
  runtime: string
  name: string
  stage: RuntimeStage
  dueOn: string | null
  /** Which of the three dates `dueOn` is. */
  dueIs: keyof RuntimeDates | null
  functions: number
  live: number
  dormant: number
  unknown: number
  accounts: number
  teams: number
}

export type CatalogueStamp = {
  asOf: string
  ageDays: number
  source: string /** Why an override is not in force. */
  problem: string | null
}

export type RuntimeOverview = {
  rows: RuntimeRow[]
  catalogue: CatalogueStamp
  coverage: FunctionCoverage
  today: string
}

/** One date that AWS moved. `from` is null where the earlier one was not recorded. */
export type RuntimeDateChange = { on: string; date: keyof RuntimeDates; from: string | null; to: string | null }

export type RuntimeDetail = RuntimeRow & {
  operatingSystem: string | null
  successor: string | null
  note: string | null
  sources: string[]
  changes: RuntimeDateChange[]
  catalogue: CatalogueStamp
  today: string
}

/** Open findings at the end of each week, by runtime; the last point is now. */
export type TrendPoint = { day: string; open: Record<string, number> }
export type Trend = { runtimes: string[]; points: TrendPoint[]; coverage: FunctionCoverage }

/** The id is a hash in the form of a UUID, without the bits that tell of a version. */
export const functionKey = z.object({ accountId: z.string().regex(/^\d{12}$/), functionId: z.guid() })
export type FunctionKey = z.output<typeof functionKey>

export const runtimeKey = z.object({ runtime: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be a runtime') })

export type VersionRow = {
  version: string
  runtime: string | null
  verdict: Verdict
  dueOn: string | null
  use: Use
  useBecause: string
  aliases: { name: string; weight: number }[]
  provisioned: number | null
  snapStart: boolean
  lastInvokedOn: string | null
  lastInvokedState: string
  lastModifiedAt: string | null
  codeBytes: number | null
}

/** `cause` continues a sentence that begins with the finding: "was observed in AWS". */
export type TransitionRow = { at: string; from: string | null; to: string; cause: string; severity: string }

export type FindingView = {
  id: string
  checkId: string
  status: string
  severity: Severity
  dueOn: string | null
  firstSeenAt: string
  resolvedAt: string | null
  reopened: number
  witnesses: { source: string; since: string; endedAt: string | null }[]
  transitions: TransitionRow[]
}

export type RecommendationView = {
  id: string
  subject: string
  stage: string
  priority: number
  openFindings: number
  dueOn: string | null
  createdAt: string
}

/** A reading that a page rests on. */
export type ReadingView = { source: string; status: ScopeStatus; message: string | null; lastCompleteAt: string | null }

export type FunctionDetail = FunctionRow & {
  codeBytes: number | null
  teamRule: string | null
  firstSeenAt: string
  endedAt: string | null
  /** It ended because its account left, which tells nothing of the function. */
  wentWithAccount: boolean
  aliases: { name: string; version: string; weights: { version: string; share: number }[] }[]
  versionRows: VersionRow[]
  tags: Record<string, string>
  finding: FindingView | null
  recommendation: RecommendationView | null
  advice: AdviceStep[]
  /** The readings this page rests on. */
  readings: ReadingView[]
  today: string
}

export type Facet = { value: string; label: string }
/** What the filters may be set to, from the rollups. */
export type FunctionFacets = { team: Facet[]; region: Facet[]; runtime: Facet[]; origin: Facet[] }
