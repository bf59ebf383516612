import { reportFileInput } from '#lib/domains/reports/contract'
import { downloadReport } from '#lib/domains/reports/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'reports:read', input: reportFileInput, run: downloadReport })
