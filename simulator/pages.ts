/** Cuts lists into pages. A token is opaque, and good only for the listing it came from. */
import { createHmac } from 'node:crypto'
import type { Effect } from './faults.ts'
import { refusals } from './protocols/refusals.ts'
import { AwsError, type Output } from './protocols/wire.ts'
import type { Call, Listing } from './services/service.ts'

const TOKEN_KEY = 'a token is good only for the listing it came from'

/** Where a listing stands. `again` marks the second sight of a page, so that a fault repeats it once and not for ever. */
type Position = { offset: number; again: boolean }

export type PageOptions = {
  /** Smaller pages than AWS's, to see many of them in a small world. */
  pageSizeMax: number | null
  effects: readonly Effect[]
}

/** The page asked for, with the token of the next. */
export function cutPage(call: Call, listing: Listing, output: Output, options: PageOptions): Output {
  const items = output[listing.items]
  if (!Array.isArray(items)) throw new TypeError(`${call.operation} gave no list of ${listing.items}`)
  const binding = bindingOf(call, listing)
  const { offset, again } = positionOf(call, listing, binding)
  const size = sizeOf(call, listing, options)
  const next = nextPosition({ offset, again }, size, items.length, options.effects)
  const isEmptied = options.effects.includes('emptyPageWithToken') && !again
  const page = isEmptied ? [] : items.slice(offset, offset + size)
  const token = next && writeToken(next, binding)
  return { ...output, [listing.items]: page, ...(token && { [listing.tokenOut]: token }) }
}

function nextPosition(
  { offset, again }: Position,
  size: number,
  total: number,
  effects: readonly Effect[],
): Position | null {
  if (effects.includes('tokenLoop')) return { offset, again: true }
  const isRepeated = effects.includes('duplicatePage') || effects.includes('emptyPageWithToken')
  if (isRepeated && !again) return { offset, again: true }
  return offset + size < total ? { offset: offset + size, again: false } : null
}

function sizeOf(call: Call, listing: Listing, { pageSizeMax }: PageOptions): number {
  const most = Math.min(listing.pageSizeFor?.(call) ?? listing.pageSizeMax, pageSizeMax ?? Number.POSITIVE_INFINITY)
  const asked = listing.sizeParameter === null ? undefined : call.parameters[listing.sizeParameter]
  if (asked === undefined || (asked === 0 && listing.zeroIsUsual)) return most
  const size = Number(asked)
  if (Number.isInteger(size) && size >= 1) return Math.min(size, most)
  throw new AwsError('ValidationException', `${listing.sizeParameter} must be a number of at least 1`)
}

/** Everything that makes it this listing: another account, Region or filter has other pages. */
function bindingOf({ service, operation, account, region, parameters }: Call, listing: Listing): string {
  const filters = Object.entries(parameters)
    .filter(([name]) => name !== listing.tokenIn && name !== listing.sizeParameter)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([service, operation, account.id, region, filters])
}

function positionOf(call: Call, listing: Listing, binding: string): Position {
  const token = call.parameters[listing.tokenIn]
  if (token === undefined || token === '') return { offset: 0, again: false }
  const position = readToken(String(token), binding)
  if (!position) throw refusals.badToken(call.service)
  return position
}

function writeToken({ offset, again }: Position, binding: string): string {
  const text = `${offset}.${again ? 1 : 0}`
  return Buffer.from(`${text}.${seal(text, binding)}`).toString('base64url')
}

function readToken(token: string, binding: string): Position | null {
  const [offset, again, sealed] = Buffer.from(token, 'base64url').toString('utf8').split('.')
  if (offset === undefined || again === undefined || sealed !== seal(`${offset}.${again}`, binding)) return null
  return { offset: Number(offset), again: again === '1' }
}

function seal(text: string, binding: string): string {
  return createHmac('sha256', TOKEN_KEY).update(`${text}/${binding}`).digest('hex').slice(0, 24)
}
