import type { Report, ReportContent } from './contract.ts'

/** A report from its row: the content is only ever written by `makeReports`. */
export function storedReport({ madeAt, content, hash }: { madeAt: Date; content: unknown; hash: string }): Report {
  return { ...(content as ReportContent), madeAt: madeAt.toISOString(), hash }
}
