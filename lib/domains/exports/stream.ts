import { clock } from '#lib/core/clock'
import { dayOf } from '#lib/core/time'
import type { Viewer } from '#lib/db/as-viewer'
import { ENCODERS, encodedStream } from '#lib/encode/formats'
import { AppError } from '#lib/errors'
import { EXPORTS, type ExportFormat, type ExportKind, exportFilters } from './contract.ts'
import { exportRows } from './queries.ts'

type Asked = { kind: ExportKind; format: ExportFormat; [filter: string]: unknown }

/** An export as a file to download: exactly the rows that the same filters show on the page. */
export async function streamExport(viewer: Viewer, { kind, format, ...given }: Asked): Promise<Response> {
  const filters = exportFilters(kind).safeParse(given)
  if (!filters.success) {
    const problems = filters.error.issues.map(({ path, message }) => `${path.join('.') || 'filter'}: ${message}`)
    throw new AppError('invalid', problems.join('; '))
  }
  const rows = exportRows(viewer, kind, filters.data)
  return new Response(await encodedStream(format, EXPORTS[kind].columns, rows), {
    headers: {
      'content-type': ENCODERS[format].contentType,
      'content-disposition': `attachment; filename="steward-${kind}-${dayOf(clock.now())}.${format}"`,
      'x-content-type-options': 'nosniff',
    },
  })
}
