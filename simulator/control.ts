/** The unsigned paths under `/_simulator/`: what the world is made of, its clock, its faults, and what was called. */
import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { createFaults } from './faults.ts'
import type { WireAnswer, WireRequest } from './protocols/wire.ts'
import type { State } from './state.ts'
import { TRUTH_KINDS, tellTruth } from './truth/tell-truth.ts'

export const CONTROL_PREFIX = '/_simulator/'

const clockRequest = z.strictObject({ instant: z.iso.datetime({ offset: true }) })
const truthRequest = z.object({
  kind: z.enum(TRUTH_KINDS),
  format: z.enum(['json', 'ndjson']).default('json'),
  knows: z.enum(['everything', 'nothing']).default('everything'),
})

type Answer = (request: WireRequest, state: State) => WireAnswer

const ROUTES: Readonly<Record<string, Answer>> = {
  'GET truth': ({ query }, state) => {
    const asked = truthRequest.parse(Object.fromEntries(new URLSearchParams(query)))
    const rows = tellTruth(asked.kind, { knows: asked.knows }, state)
    if (asked.format === 'json') return json(rows)
    const body = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    return { status: 200, headers: { 'content-type': 'application/x-ndjson' }, body }
  },
  'GET clock': (_, state) => json({ instant: state.now().toISOString() }),
  'POST clock': ({ body }, state) => {
    state.setClock(new Date(clockRequest.parse(JSON.parse(body.toString('utf8'))).instant))
    return json({ instant: state.now().toISOString() })
  },
  'POST plan': ({ body }, state) => {
    state.faults = createFaults(JSON.parse(body.toString('utf8')), state.settings.seed)
    return json({ rules: state.faults.plan.length })
  },
  'GET calls': (_, state) => json(state.record.report(state.policies)),
  'GET calls/instants': (_, state) => json(state.record.instants()),
  'POST calls/reset': (_, state) => {
    state.record.reset()
    return json({})
  },
}

export async function answerControl(request: WireRequest, response: ServerResponse, state: State): Promise<void> {
  const route = ROUTES[`${request.method} ${request.path.slice(CONTROL_PREFIX.length)}`]
  const answer = route ? attempt(() => route(request, state)) : json({ error: 'There is no such path.' }, 404)
  response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}

/** What was asked for wrongly is said; anything else is a bug and rises. */
function attempt(run: () => WireAnswer): WireAnswer {
  try {
    return run()
  } catch (error) {
    if (error instanceof z.ZodError) return json({ error: z.prettifyError(error) }, 400)
    if (error instanceof SyntaxError) return json({ error: 'The body is not JSON.' }, 400)
    throw error
  }
}

function json(value: unknown, status = 200): WireAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
