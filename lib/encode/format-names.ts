import { z } from 'zod'

/** Formats of an export. Apart from their encoders, which a browser has no use for. */
export const EXPORT_FORMATS = ['json', 'ndjson', 'csv', 'xlsx'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Of a download: whether a CSV file begins with a byte order mark. Pages ask for it, scripts need not take it off. */
export const byteOrderMark = z
  .enum(['yes', 'no'])
  .default('no')
  .transform((wanted) => wanted === 'yes')
