/** Which Regions of an account are read. */
import { DEFAULT_REGIONS } from '#lib/catalogue/regions'
import type { AccountRegionRow } from '../rows.ts'

/**
 * States in which AWS answers nothing in a Region. One we have never heard of counts as enabled: asking costs little and
 * tells, not asking would leave a hole that nobody sees (F27).
 */
const NOT_ENABLED = new Set(['DISABLED', 'DISABLING', 'ENABLING'])

export const isNotEnabled = (optStatus: string): boolean => NOT_ENABLED.has(optStatus)

export type ExpectedRegions = {
  /** Read in this run. */
  read: readonly string[]
  /** Asked for in the settings and not enabled in this account: `disabled/REGION`, without a call. */
  notEnabled: readonly string[]
}

/**
 * The settings' Regions where there are any, else those enabled in the account. `known` is the account's list as read in
 * this run, else as last known, else null: then the Regions that every account has.
 */
export function expectedRegions(
  configured: readonly string[] | undefined,
  known: readonly AccountRegionRow[] | null,
  everyAccountHas: readonly string[] = DEFAULT_REGIONS,
): ExpectedRegions {
  const enabled = known?.length
    ? known.filter(({ optStatus }) => !isNotEnabled(optStatus)).map(({ region }) => region)
    : null
  if (!configured) return { read: [...(enabled ?? everyAccountHas)].sort(), notEnabled: [] }
  // Without a list we cannot tell, and asking AWS does no harm: it answers what it thinks of the Region.
  if (!enabled) return { read: [...configured].sort(), notEnabled: [] }
  const isEnabled = new Set(enabled)
  const asked = [...new Set(configured)].sort()
  return {
    read: asked.filter((region) => isEnabled.has(region)),
    notEnabled: asked.filter((region) => !isEnabled.has(region)),
  }
}
