import { z } from 'zod'
import { ticketId } from '#lib/domains/exports/contract'
import { turnOf } from '#lib/domains/exports/stream'
import { handle } from '#lib/http/handle'

// Asked every second while a workbook waits, so it counts as reading.
export const POST = handle({
  permission: 'exports:read',
  use: 'read',
  input: z.strictObject({ ticket: ticketId.optional() }),
  run: turnOf,
})
