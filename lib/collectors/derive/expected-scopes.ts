/**
 * Every scope a collection is to account for, before anything is called: what was never looked at is then a row that
 * says so. Scopes that need no call, since there is nobody to ask, come with their reading.
 */
import { accountNotActive, type NotRead, regionNotEnabled } from '../aws/causes.ts'
import { expectedRegions } from '../aws/regions.ts'
import type { AnySource, Place } from '../define-source.ts'
import type { AccountRegionRow } from '../rows.ts'

/** The Region of scopes that have none. */
export const GLOBAL = 'global'

export type ExpectedScope = {
  source: AnySource
  place: Place
  /** Null: to be read. */
  settled: NotRead | null
}

export type ExpectedAccount = {
  id: string
  name: string
  /** As Organizations gives it; only ACTIVE accounts can be read. */
  state: string
  /** The account's list of Regions, as read in this run, else as last known; null when it was never read. */
  regions: readonly AccountRegionRow[] | null
}

/** Scopes of the organisation-wide sources, under the account that was asked. */
export function organizationScopes(sources: readonly AnySource[], askedAccountId: string): ExpectedScope[] {
  return sources
    .filter(({ scopedTo }) => scopedTo === 'organization')
    .map((source) => ({ source, place: { accountId: askedAccountId, region: GLOBAL }, settled: null }))
}

/** Scopes of one account: the account's own, then those of each of its Regions. `regions` are those of the settings. */
export function accountScopes(
  sources: readonly AnySource[],
  account: ExpectedAccount,
  regions: readonly string[] | undefined,
): ExpectedScope[] {
  const frozen = account.state === 'ACTIVE' ? null : accountNotActive(account.name, account.state)
  const { read, notEnabled } = expectedRegions(regions, account.regions)
  const scopesIn = (scopedTo: AnySource['scopedTo'], region: string, settled: NotRead | null) =>
    sources
      .filter((source) => source.scopedTo === scopedTo)
      .map((source) => ({ source, place: { accountId: account.id, region }, settled: frozen ?? settled }))
  return [
    ...scopesIn('account', GLOBAL, null),
    ...read.flatMap((region) => scopesIn('account-region', region, null)),
    ...notEnabled.flatMap((region) => scopesIn('account-region', region, regionNotEnabled(account.name, region))),
  ]
}
