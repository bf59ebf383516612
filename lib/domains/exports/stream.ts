import { randomUUID } from 'node:crypto'
import { clock } from '#lib/core/clock'
import { dayOf } from '#lib/core/time'
import type { Viewer } from '#lib/db/as-viewer'
import { ENCODERS, encodedStream } from '#lib/encode/formats'
import type { Row } from '#lib/encode/row'
import { parseInput } from '#lib/parse-input'
import { EXPORTS, type ExportFormat, type ExportKind, exportFilters, type TurnState } from './contract.ts'
import { historyHead } from './history-head.ts'
import { exportRows } from './queries.ts'
import { inTurn, standInLine } from './workbook-queue.ts'

type Asked = {
  kind: ExportKind
  format: ExportFormat
  ticket?: string | undefined
  bom?: boolean | undefined
  [filter: string]: unknown
}

/** An export as a file to download: exactly the rows that the same filters show on the page. */
export async function streamExport(viewer: Viewer, { kind, format, ticket, bom, ...given }: Asked): Promise<Response> {
  const rows = exportRows(viewer, kind, parseInput(exportFilters(kind), given))
  const { columns } = EXPORTS[kind]
  const stream =
    format === 'xlsx'
      ? await inTurn(viewer.personId, ticket ?? randomUUID(), (count) =>
          encodedStream(format, columns, counted(rows, count)),
        )
      : await encodedStream(format, columns, rows, { bom })
  const head = await historyHead(viewer)
  return new Response(stream, {
    headers: {
      'content-type': ENCODERS[format].contentType,
      'content-disposition': `attachment; filename="steward-${kind}-${dayOf(clock.now())}.${format}"`,
      'x-content-type-options': 'nosniff',
      ...(head !== null && { 'x-steward-history-head': head }),
    },
  })
}

/** The place in the queue of a workbook that a page is about to ask for, or has asked for. Without a ticket a new one. */
export async function turnOf(
  { personId }: Viewer,
  { ticket = randomUUID() }: { ticket?: string | undefined },
): Promise<TurnState & { ticket: string }> {
  return { ticket, ...standInLine(personId, ticket) }
}

async function* counted(rows: AsyncIterable<Row>, count: (rows: number) => void): AsyncGenerator<Row> {
  let done = 0
  for await (const row of rows) {
    yield row
    done += 1
    count(done)
  }
}
