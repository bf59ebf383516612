import { reportListInput } from '#lib/domains/reports/contract'
import { listReportWeeks } from '#lib/domains/reports/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'reports:read', input: reportListInput, run: listReportWeeks })
