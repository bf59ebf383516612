import { runListInput, runRequest } from '#lib/domains/runs/contract'
import { requestRun } from '#lib/domains/runs/mutations'
import { listRunPage } from '#lib/domains/runs/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'runs:read', input: runListInput, run: listRunPage })
export const POST = handle({ permission: 'runs:start', input: runRequest, run: requestRun })
