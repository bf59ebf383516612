/** Where AWS Config records, and what the organisation's aggregator last heard from there. */
import { addDays, type Day, startOfDay } from '#lib/core/time'
import type { Account } from '../accounts.ts'
import { randomFor } from '../random.ts'

export type AggregatedSource = {
  account: Account
  region: string
  status: 'SUCCEEDED' | 'FAILED' | 'OUTDATED'
  updatedAt: Date
  /** The last day that the aggregator knows of. */
  knownOn: Day
}

/** Regions that are recorded beside those an account works in. */
const ALSO_RECORDED = ['us-east-1', 'eu-west-1'] as const
const REGIONS_MAX = 5

export function recordedRegions({ homeRegions }: Account): readonly string[] {
  return [...new Set([...homeRegions, ...ALSO_RECORDED])].slice(0, REGIONS_MAX)
}

/** Null where nothing is recorded. Accounts that are closing have left the aggregator. */
export function sourceOf(account: Account, region: string, today: Day, seed: number): AggregatedSource | null {
  if (account.state !== 'ACTIVE' || !recordedRegions(account).includes(region)) return null
  const random = randomFor(seed, 'config source', account.id, region)
  const status = statusOf(account, region, random.fraction())
  const knownOn = status === 'SUCCEEDED' ? today : quarterOf(today)
  const updatedAt = new Date(startOfDay(status === 'SUCCEEDED' ? addDays(today, -1) : knownOn).getTime() + 80_000_000)
  return { account, region, status, updatedAt, knownOn }
}

/** Two places that every world has: one that refuses the aggregator, one whose answers are old. */
function statusOf({ name, homeRegions }: Account, region: string, fraction: number): AggregatedSource['status'] {
  if (name === 'acme-network' && region === homeRegions[1]) return 'FAILED'
  if (name === 'acme-log-archive' && region === homeRegions[1]) return 'OUTDATED'
  if (fraction < 0.02) return 'FAILED'
  return fraction < 0.05 ? 'OUTDATED' : 'SUCCEEDED'
}

/** The first day of the quarter: what is outdated stays as it was then, and is caught up with once a quarter. */
function quarterOf(day: Day): Day {
  const month = Number(day.slice(5, 7))
  const first = month - ((month - 1) % 3)
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}
