import { reportKey } from '#lib/domains/reports/contract'
import { getReport } from '#lib/domains/reports/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'reports:read', input: reportKey, run: getReport })
