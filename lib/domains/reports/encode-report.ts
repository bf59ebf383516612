/** A report as a file, in each of its formats. */
import { encodedBytes } from '#lib/encode/formats'
import { encodeHtml } from '#lib/encode/html'
import type { Report, ReportFormat } from './contract.ts'
import { reportDocument } from './document.ts'
import { REPORT_COLUMNS, reportRows } from './rows.ts'

export const CONTENT_TYPES: Readonly<Record<ReportFormat, string>> = {
  html: 'text/html; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
}

/** `steward-report-2026-W46-payments.csv` */
export function reportFileName({ figures: { week, teamId } }: Report, format: ReportFormat): string {
  return `steward-report-${week}${teamId === null ? '' : `-${teamId}`}.${format}`
}

export async function encodeReport(
  report: Report,
  format: ReportFormat,
  { baseUrl, bom }: { baseUrl: string; bom?: boolean | undefined },
): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'html') return new TextEncoder().encode(await encodeHtml(reportDocument(report, baseUrl)))
  if (format === 'json') return new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`)
  const pieces: Uint8Array[] = []
  for await (const piece of encodedBytes(format, REPORT_COLUMNS, reportRows(report), { bom })) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}
