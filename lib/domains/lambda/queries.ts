/** What the Lambda pages are told. Lists page by key, figures come from rollups, and each answer carries its coverage. */
import { currentRuntimes } from '#lib/catalogue/current-runtimes'
import { deprecatedRuntime } from '#lib/checks/lambda/deprecated-runtime'
import { clock } from '#lib/core/clock'
import { COUNT_MAX, type ListTotal } from '#lib/core/list'
import { type Day, dayOf } from '#lib/core/time'
import { asViewer, type Tx, type Viewer } from '#lib/db/as-viewer'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { countExportedVersions } from '../../db/sql/exports/functions.ts'
import { countFacets } from '../../db/sql/lists/count-facets.ts'
import { countFunctions } from '../../db/sql/lists/count-functions.ts'
import { countRuntimes } from '../../db/sql/lists/count-runtimes.ts'
import { asPage, positionIn } from '../../db/sql/lists/keyset.ts'
import { type ListedFunction, listFunctions } from '../../db/sql/lists/list-functions.ts'
import { readKnownSince } from '../../db/sql/lists/read-known-since.ts'
import { readMovement } from '../../db/sql/lists/read-movement.ts'
import { readOpenNow } from '../../db/sql/lists/read-open-now.ts'
import { readSourceCoverage } from '../coverage/source-coverage.ts'
import {
  CONTAINER_IMAGE,
  type Facet,
  type FunctionCoverage,
  type FunctionFacets,
  type FunctionListValues,
  type FunctionPage,
  type FunctionRow,
  type RuntimeDetail,
  type RuntimeOverview,
  type Severity,
  type Trend,
  UNOWNED,
  type Use,
  type Verdict,
} from './contract.ts'
import { catalogueStamp, compareByUrgency, runtimeRow } from './runtime-rows.ts'
import { openByWeek, trendDays } from './trend.ts'
import { functionUseInWords } from './use-in-words.ts'

const SOURCE = 'lambda.functions'

export const productToday = (): Day => dayOf(clock.now())

const isoOf = (instant: Date | null): string | null => instant?.toISOString() ?? null

/** Verdicts, uses and severities are written by Steward's own judge, in its own words. */
export function functionRow(listed: Omit<ListedFunction, 'key'>, today: Day): FunctionRow {
  const { aliases, provisioned, lastModifiedAt, ...row } = listed
  return {
    ...row,
    verdict: row.verdict as Verdict,
    use: row.use as Use,
    severity: row.severity as Severity | null,
    lastModifiedAt: isoOf(lastModifiedAt),
    useBecause: functionUseInWords({ ...row, aliases, provisioned }, today),
  }
}

const coverageOf = (
  tx: Tx,
  narrowed: { account?: readonly string[]; region?: readonly string[] } = {},
): Promise<FunctionCoverage> => readSourceCoverage(tx, SOURCE, narrowed)

const totalOf = (count: number): ListTotal => ({ count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX })

export async function listFunctionPage(viewer: Viewer, values: FunctionListValues): Promise<FunctionPage> {
  const today = productToday()
  return asViewer(viewer, async (tx) => {
    const count = await countFunctions(tx, viewer, values, COUNT_MAX)
    const look = { by: values.sort, descending: values.order === 'desc', few: count <= COUNT_MAX }
    const position = positionIn('functions', values)
    const read = await listFunctions(tx, values, look, position)
    const { rows, after, before } = asPage(read, position)
    return {
      rows: rows.map((row) => functionRow(row, today)),
      total: totalOf(count),
      exported: totalOf(await countExportedVersions(tx, viewer, values, COUNT_MAX + 1)),
      after,
      before,
      coverage: await coverageOf(tx, values.filters),
      today,
    }
  })
}

export async function listRuntimes(viewer: Viewer): Promise<RuntimeOverview> {
  const today = productToday()
  const { catalogue, problem } = currentRuntimes()
  const facts = { runtimes: catalogue.runtimes, today, noticeDays: env().noticeDays }
  return asViewer(viewer, async (tx) => ({
    rows: (await countRuntimes(tx, viewer)).map((counted) => runtimeRow(counted, facts)).sort(compareByUrgency),
    catalogue: catalogueStamp(catalogue, problem, today),
    coverage: await coverageOf(tx),
    today,
  }))
}

const NOTHING_COUNTED = { functions: 0, live: 0, dormant: 0, unknown: 0, accounts: 0, teams: 0 }

export async function getRuntime(viewer: Viewer, { runtime }: { runtime: string }): Promise<RuntimeDetail> {
  const today = productToday()
  const { catalogue, problem } = currentRuntimes()
  const stored = runtime === CONTAINER_IMAGE ? '' : runtime
  const [counted] = await asViewer(viewer, (tx) => countRuntimes(tx, viewer, stored))
  const known = catalogue.runtimes.get(runtime)
  if (!counted && !known)
    throw new AppError('not_found', `No function here uses ${runtime}, and AWS names no such runtime.`)
  return {
    ...runtimeRow(counted ?? { runtime: stored, ...NOTHING_COUNTED }, {
      runtimes: catalogue.runtimes,
      today,
      noticeDays: env().noticeDays,
    }),
    operatingSystem: known?.operatingSystem ?? null,
    successor: known?.successor ?? null,
    note: known?.note ?? null,
    sources: [...(known?.sources ?? '')].flatMap((letter) => catalogue.sources[letter] ?? []),
    changes: catalogue.changes
      .filter((change) => change.runtime === runtime)
      .map(({ date, from, to, observedOn }) => ({ on: observedOn, date, from: from ?? null, to }))
      .reverse(),
    catalogue: catalogueStamp(catalogue, problem, today),
    today,
  }
}

export async function getTrend(viewer: Viewer): Promise<Trend> {
  const today = productToday()
  return asViewer(viewer, async (tx) => {
    const now = await readOpenNow(tx, viewer, deprecatedRuntime.id)
    const movement = await readMovement(tx, viewer, deprecatedRuntime.id, trendDays(today)[0] ?? today)
    const knownSince = (await readKnownSince(tx, [SOURCE]))[0]?.day ?? null
    return { ...openByWeek(now, movement, { today, knownSince }), coverage: await coverageOf(tx) }
  })
}

/** Where a function may come from, by kind. */
const ORIGIN_KINDS: Facet[] = [
  { value: 'stack', label: 'CloudFormation stack' },
  { value: 'stackset', label: 'StackSet' },
  { value: 'sam', label: 'SAM' },
  { value: 'cdk', label: 'CDK' },
  { value: 'controltower', label: 'Control Tower' },
  { value: 'vendor', label: 'Vendor' },
  { value: 'none', label: 'No trace of a template' },
  { value: 'unknown', label: 'Not known' },
]

export async function listFacets(viewer: Viewer): Promise<FunctionFacets> {
  const counted = await asViewer(viewer, (tx) => countFacets(tx, viewer))
  const facets = (kind: (typeof counted)[number]['kind'], empty: Facet): Facet[] =>
    counted
      .filter((facet) => facet.kind === kind)
      .map(({ value, label }) => (value === '' ? empty : { value, label: label ?? value }))
  return {
    team: facets('team', { value: UNOWNED, label: 'Nobody' }),
    region: facets('region', { value: '', label: '' }),
    runtime: facets('runtime', { value: CONTAINER_IMAGE, label: 'Container image' }),
    origin: ORIGIN_KINDS,
  }
}
