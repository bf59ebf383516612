import { runScopesInput } from '#lib/domains/runs/contract'
import { listRunScopes } from '#lib/domains/runs/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'runs:read', input: runScopesInput, run: listRunScopes })
