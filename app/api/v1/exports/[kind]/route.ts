import { z } from 'zod'
import { exportFormat, exportKind, ticketId } from '#lib/domains/exports/contract'
import { streamExport } from '#lib/domains/exports/stream'
import { byteOrderMark } from '#lib/encode/format-names'
import { handle } from '#lib/http/handle'

const input = z.looseObject({
  kind: exportKind,
  format: exportFormat.default('json'),
  ticket: ticketId.optional(),
  bom: byteOrderMark,
})

export const GET = handle({ permission: 'exports:read', input, run: streamExport })
