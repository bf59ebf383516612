import { z } from 'zod'
import { listRunChoices } from '#lib/domains/runs/queries'
import { handle } from '#lib/http/handle'

export const GET = handle({ permission: 'runs:start', input: z.strictObject({}), run: listRunChoices })
