/** What a simulated service declares, and what its operations are given. */
import type { ServiceName } from '../protocols/refusals.ts'
import type { Output, Parameters, Protocol } from '../protocols/wire.ts'
import type { Account } from '../world/accounts.ts'
import type { World, WorldDay } from '../world/world.ts'
import type { Credentials, Identity } from './credentials.ts'

export type Call = {
  service: ServiceName
  operation: string
  /** The Region the caller signed for. */
  region: string
  parameters: Parameters
  identity: Identity
  /** The account that the caller's credentials belong to; they alone decide whose data is answered. */
  account: Account
  world: World
  day: WorldDay
  /** Of the world, not of the signature. */
  now: Date
  credentials: Credentials
}

/** How an operation's list is cut into pages. */
export type Listing = {
  items: string
  tokenIn: string
  tokenOut: string
  sizeParameter: string | null
  /** AWS's own: never more, whatever was asked for. */
  pageSizeMax: number
  /** Where what an item holds decides how many fit on a page. */
  pageSizeFor?(call: Call): number
  /** Asking for pages of 0 is asking for pages of the usual size. */
  zeroIsUsual?: true
}

export type Operation = {
  /** The IAM action it needs, or null where AWS asks for none. */
  action: string | null
  /** What the action is on, in the words of a refusal. */
  resource?(call: Call): string
  /** True where what it is on lets the caller in by itself, so that the caller's own policy need not. */
  isGranted?(call: Call): boolean
  listing?: Listing
  /** Everything there is; `listing` cuts the pages. */
  answer(call: Call): Output
}

export type Service = {
  name: ServiceName
  /** The name in the signature's scope. */
  signedAs: string
  /** The first that can read a request answers it. */
  protocols: readonly Protocol[]
  operations: Readonly<Record<string, Operation>>
}
