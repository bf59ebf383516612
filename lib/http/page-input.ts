import type { z } from 'zod'
import { askedOf } from '../core/page-address.ts'
import { parseInput } from '../parse-input.ts'
import { countUse } from './limits.ts'

/** What a person asks a page for, counted like a request of theirs to a route that reads. */
export async function readPageInput<Address extends z.ZodType>(
  personId: string,
  address: Address,
  query: Readonly<Record<string, unknown>>,
): Promise<z.output<Address>> {
  await countUse('read', personId)
  return parseInput(address, askedOf(query))
}
