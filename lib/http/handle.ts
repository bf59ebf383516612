/** Every route is made here, so that none can forget who may call it, what it accepts, or how it fails. */
import type { NextRequest } from 'next/server'
import type { z } from 'zod'
import type { Permission } from '../auth/permissions.ts'
import { requireViewerOf } from '../auth/viewer.ts'
import type { Viewer } from '../db/as-viewer.ts'
import { parseInput } from '../parse-input.ts'
import { errorResponse } from './error-response.ts'
import { addressOf, countUse, type LimitedUse } from './limits.ts'
import { isReading, refuseForeignOrigin } from './origin.ts'
import { readInput } from './read-input.ts'

type Context = { params: Promise<Record<string, string | string[] | undefined>> }
export type RouteHandler = (request: NextRequest, context: Context) => Promise<Response>

type Route<Input extends z.ZodType> = {
  permission: Permission
  /** Query and path for reading, the JSON body and path for writing. Scalars only: what is not named is refused. */
  input: Input
  run: (viewer: Viewer, input: z.output<Input>) => Promise<unknown>
  /** What it counts as in the limits, where that does not follow from method and permission. */
  use?: LimitedUse
}

/** A route for people who are signed in and may. What `run` gives is the answer: JSON, or a response of its own. */
export function handle<Input extends z.ZodType>({ permission, input, run, use }: Route<Input>): RouteHandler {
  return answering(async (request, context) => {
    const viewer = await requireViewerOf(request.headers, permission)
    await countUse(use ?? useOf(request, permission), viewer.personId)
    return run(viewer, parseInput(input, await readInput(request, await context.params)))
  })
}

/** A route for whoever comes: signing in and out. It is told the request's headers and no viewer. */
export function handleAnyone<Input extends z.ZodType>({
  input,
  run,
}: {
  input: Input
  run: (input: z.output<Input>, headers: Headers) => Promise<unknown>
}): RouteHandler {
  return answering(async (request, context) => {
    await countUse('anyone', addressOf(request.headers))
    return run(parseInput(input, await readInput(request, await context.params)), request.headers)
  })
}

/** A route for whoever watches over the process: no sign-in, no limit, no data. What it costs is bounded where it is asked. */
export function handleProbe(run: () => Promise<Response>): RouteHandler {
  return answering(run)
}

function useOf({ method }: NextRequest, permission: Permission): LimitedUse {
  if (permission === 'exports:read') return 'export'
  return isReading(method) ? 'read' : 'change'
}

function answering(run: RouteHandlerBody): RouteHandler {
  return async (request, context) => {
    try {
      refuseForeignOrigin(request)
      return answer(await run(request, context))
    } catch (error) {
      return errorResponse(error, request)
    }
  }
}
type RouteHandlerBody = (request: NextRequest, context: Context) => Promise<unknown>

function answer(result: unknown): Response {
  const response =
    result instanceof Response
      ? result
      : result === undefined
        ? new Response(null, { status: 204 })
        : Response.json(result)
  response.headers.set('cache-control', 'no-store')
  return response
}
