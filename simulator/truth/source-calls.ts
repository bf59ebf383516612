/** The calls that a source is read by, with what comes of each. */
import type { ServiceName } from '../protocols/refusals.ts'
import type { State } from '../state.ts'
import type { Account } from '../world/accounts.ts'
import type { ExpectedReading } from './reading.ts'

export type Place = { account: Account; region: string }

export type SourceCall = {
  service: ServiceName
  operation: string
  action: string
  /** How often it is asked in a place, each time about another thing; never where there is nothing to ask about. */
  times(place: Place, state: State): number
  /** Whether one thing that fails leaves the others readable. */
  passesOver: boolean
  /** Whether rows have come before it, which are kept when it fails. */
  followsRows: boolean
  /** Items that all its answers in a place have together. */
  items(place: Place, state: State): number
  isListing: boolean
  /** Items on a page of its one listing; null where it has none that could take a second page. */
  pageSize: number | null
  /** Members whose absence makes a reading partial. */
  usualMembers: readonly string[]
  /** What comes of a member that is missing in the first item of every page, where that depends on the item. */
  readingWithout?(member: string, place: Place, state: State): ExpectedReading | null
  /** What it answers instead where the world has no answer, or null. */
  refusal?(place: Place, state: State): ExpectedReading | null
}

type Details = Partial<Omit<SourceCall, 'service' | 'operation' | 'action'>> & { prefix?: string }

const once = () => 1

/** Asked once, for one item without pages, unless said otherwise. */
export function call(service: ServiceName, operation: string, details: Details = {}): SourceCall {
  const { prefix = service, ...rest } = details
  return {
    ...{ service, operation, action: `${prefix}:${operation}` },
    ...{ times: once, passesOver: false, followsRows: false },
    ...{ items: once, isListing: true, pageSize: null, usualMembers: [] },
    ...rest,
  }
}

/** Whether there is more than one page to read. */
export function hasPages({ items, pageSize }: SourceCall, place: Place, state: State): boolean {
  return pageSize !== null && items(place, state) > Math.min(pageSize, state.settings.pageSizeMax ?? pageSize)
}
