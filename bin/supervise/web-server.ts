import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { localOrigin } from '../../lib/core/own-address.ts'
import { webEnv } from '../../lib/env.ts'
import { AppError } from '../../lib/errors.ts'
import { type Child, lastWords, startChild } from './child.ts'

export type Address = { host: string; port: number }

const ANSWER_LIMIT_MS = 90_000

/** The port that was asked for, or a free one for 0. Asked before anything takes long, and told in a sentence. */
export function requireFreePort({ host, port }: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (cause: NodeJS.ErrnoException) => reject(new AppError('usage', portProblem(cause), { cause })))
    probe.listen(port, host, () => {
      const { port: chosen } = probe.address() as { port: number }
      probe.close(() => resolve(chosen))
    })
    const portProblem = ({ code, message }: NodeJS.ErrnoException) => {
      if (code === 'EADDRINUSE') {
        return `Port ${port} on ${host} is taken by another program. Choose another one, for example: PORT=${port + 1} npm start`
      }
      if (code === 'EACCES')
        return `Port ${port} needs more rights than this user has. Choose one above 1023 with PORT.`
      return `Nothing can listen on ${host}:${port} (${message}). Correct STEWARD_HOST or PORT.`
    }
  })
}

/** By its own login; what else it gets of the environment is a list of its own. */
export function webSettings(address: Address, databaseUrl: string): Record<string, string | undefined> {
  return {
    STEWARD_HOST: address.host,
    PORT: String(address.port),
    STEWARD_WEB_DATABASE_URL: databaseUrl,
  }
}

export function startWeb(settings: Record<string, string | undefined>, logDir: string, dev: boolean): Child {
  const args = ['bin/steward.mjs', 'web', ...(dev ? ['--dev'] : [])]
  return startChild({ name: 'web', args, logDir, environment: webEnv, settings })
}

/** Until a page can be served, be the past of a demo complete or not. */
export async function untilWebAnswers(web: Child, address: Address): Promise<void> {
  const giveUpAt = performance.now() + ANSWER_LIMIT_MS
  let over: string | undefined
  let reasons: string[] = []
  web.ended.then((sentence) => {
    over = sentence
  })
  while (over === undefined && performance.now() < giveUpAt) {
    const readiness = await ask(`${localOrigin(address)}/api/health/ready`, READINESS)
    reasons = readiness?.reasons ?? reasons
    const serves = readiness !== undefined && readiness.status !== 'unavailable'
    // The first page is the slowest; nobody should have to wait for it.
    if (serves && (await ask(`${localOrigin(address)}/sign-in`))) return
    await wait(60)
  }
  const what = over ?? ['The web does not answer.', ...reasons].join(' ')
  throw new AppError('unavailable', `${what} The end of its log, ${web.logFile}:\n${lastWords(web.logFile)}`)
}

const READINESS = z.object({ status: z.string(), reasons: z.array(z.string()) })

/** What it answers; undefined while nobody listens, or where it is not what was asked for. */
async function ask<Body>(url: string, body: z.ZodType<Body>): Promise<Body | undefined>
async function ask(url: string): Promise<true | undefined>
async function ask<Body>(url: string, body?: z.ZodType<Body>): Promise<Body | true | undefined> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(20_000) })
    if (body) return body.safeParse(await response.json()).data
    await response.body?.cancel()
    return response.status < 500 || undefined
  } catch {
    // Nobody listens yet.
    return undefined
  }
}
