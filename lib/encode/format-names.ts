/** Formats of an export. Apart from their encoders, which a browser has no use for. */
export const EXPORT_FORMATS = ['json', 'ndjson', 'csv', 'xlsx'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
