/** Every scope that a collection is to look at, and how that ends under the present policy and plan. */
import type { State } from '../state.ts'
import type { Account } from '../world/accounts.ts'
import { DEFAULT_REGIONS } from '../world/regions.ts'
import { complianceReading } from './compliance-reading.ts'
import { COMPLETE, type ExpectedReading, openingOf, readingOf } from './reading.ts'
import type { Place } from './source-calls.ts'
import { type TruthSource, truthSources } from './sources.ts'
import type { TruthOptions } from './tell-truth.ts'

export type CoverageRow = { source: string; accountId: string; region: string } & ExpectedReading

const DEPENDENCY: ExpectedReading = { status: 'skipped', cause: 'DEPENDENCY' }
const ACCOUNT_STATE: ExpectedReading = { status: 'skipped', cause: 'ACCOUNT_STATE' }
const GLOBAL = 'global'

export function coverageTruth(state: State, options: TruthOptions): readonly CoverageRow[] {
  const day = state.world.at(state.now())
  const sources = truthSources(state)
  const organization = ofOrganization(sources, day.management, state, options)
  const rest = knowsAccounts(state, options)
    ? day.accounts.flatMap((account) => ofAccount(account, sources, organization, state, options))
    : []
  return [...organization, ...rest].sort(byKey)
}

function ofOrganization(
  sources: readonly TruthSource[],
  account: Account,
  state: State,
  { knows }: TruthOptions,
): readonly CoverageRow[] {
  const rows: CoverageRow[] = []
  for (const source of sources.filter(({ scopedTo }) => scopedTo === 'organization')) {
    const isLacking = source.after !== null && knows === 'nothing' && !hasListedAccounts(rows)
    const reading = isLacking ? DEPENDENCY : readingOf(source, { account, region: GLOBAL }, state)
    rows.push({ source: source.id, accountId: account.id, region: GLOBAL, ...reading })
  }
  return rows
}

function ofAccount(
  account: Account,
  sources: readonly TruthSource[],
  organization: readonly CoverageRow[],
  state: State,
  options: TruthOptions,
): readonly CoverageRow[] {
  const opening = account.state === 'ACTIVE' ? openingOf({ account, region: GLOBAL }, state) : ACCOUNT_STATE
  const rows = scopesIn({ account, region: GLOBAL }, opening, sources.filter(isOfAccount), state, options)
  const regionsAreKnown = options.knows === 'everything' || isComplete(rows, 'account.regions')
  const regions = regionsAreKnown ? account.enabledRegions : DEFAULT_REGIONS
  const regional = sources.filter(({ scopedTo, askedWith }) => scopedTo === 'account-region' && askedWith !== 'hub')
  const compliance = sources.filter(({ scopedTo, askedWith }) => scopedTo === 'account-region' && askedWith === 'hub')
  return [
    ...rows,
    ...regions.flatMap((region) => scopesIn({ account, region }, opening, regional, state, options)),
    ...regions.flatMap((region) => throughAggregator({ account, region }, compliance, organization, state, options)),
  ]
}

const isOfAccount = ({ scopedTo }: TruthSource) => scopedTo === 'account'

function scopesIn(
  place: Place,
  opening: ExpectedReading,
  sources: readonly TruthSource[],
  state: State,
  { knows }: TruthOptions,
): readonly CoverageRow[] {
  const rows: CoverageRow[] = []
  for (const source of sources) {
    const isLacking = source.after !== null && knows === 'nothing' && !hasBroughtRows(rows, source.after)
    const reading = opening !== COMPLETE ? opening : isLacking ? DEPENDENCY : readingOf(source, place, state)
    rows.push({ source: source.id, accountId: place.account.id, region: place.region, ...reading })
  }
  return rows
}

/** The hub asks, so that it does not matter whether it could enter the account. */
function throughAggregator(
  place: Place,
  sources: readonly TruthSource[],
  organization: readonly CoverageRow[],
  state: State,
  { knows }: TruthOptions,
): readonly CoverageRow[] {
  const aggregator = organization.find(({ source }) => source === 'config.aggregator') ?? DEPENDENCY
  return sources.map((source) => ({
    ...{ source: source.id, accountId: place.account.id, region: place.region },
    ...(place.account.state === 'ACTIVE'
      ? complianceReading(source, place, { aggregator, knows }, state)
      : ACCOUNT_STATE),
  }))
}

/** Whether the organisation's accounts are known. A list that ended early counts for nothing here. */
export function knowsAccounts(state: State, options: TruthOptions): boolean {
  if (options.knows === 'everything') return true
  const { management } = state.world.at(state.now())
  return hasListedAccounts(ofOrganization(truthSources(state), management, state, options))
}

/** A member that is missing leaves no account out. */
function hasListedAccounts(rows: readonly CoverageRow[]): boolean {
  return rows.some(
    ({ source, status, cause }) => source === 'organization' && (status === 'complete' || cause === 'MISSING_FIELD'),
  )
}

/** What an incomplete list brought can be asked about. */
function hasBroughtRows(rows: readonly CoverageRow[], id: string): boolean {
  return rows.some(({ source, status }) => source === id && (status === 'complete' || status === 'partial'))
}

function isComplete(rows: readonly CoverageRow[], id: string): boolean {
  return rows.some(({ source, status }) => source === id && status === 'complete')
}

function byKey(a: CoverageRow, b: CoverageRow): number {
  return compare(a.source, b.source) || compare(a.accountId, b.accountId) || compare(a.region, b.region)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
