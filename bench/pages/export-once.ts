/** Exports all findings in a process of its own and prints how much memory that took, in bytes. */
import { closeViewerDatabase, operator } from '#lib/db/as-viewer'
import { exportRows } from '#lib/domains/exports/queries'

let rows = 0
for await (const _ of exportRows(operator, 'findings', { filters: {}, text: '' })) rows += 1
process.stdout.write(JSON.stringify({ rows, peakBytes: process.resourceUsage().maxRSS * 1_024 }))
await closeViewerDatabase()
