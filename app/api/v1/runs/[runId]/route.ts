import { runKey } from '#lib/domains/runs/contract'
import { getRun } from '#lib/domains/runs/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'runs:read', input: runKey, run: getRun })
