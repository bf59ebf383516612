/** The web of this process: Next.js behind our own server, for `npm start`, `npm run dev` and containers alike. */
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { applyToEnvironment } from '../lib/env.ts'
import { type Answering, createFront } from '../lib/http/front.ts'
import { listRoutes, routeRefusal } from '../lib/http/routes.ts'
import { projectDir } from './prepare/install.mjs'
import type { Address } from './supervise/web-server.ts'

/** Requests that are being answered may take this long when the web is asked to stop. */
const STOP_LIMIT_MS = 5_000

/** Settles when requests are answered. The process ends when it is asked to. */
export async function serveWeb({ host, port }: Address, { dev }: { dev: boolean }): Promise<void> {
  applyToEnvironment({ NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' })
  // What Next.js has bundled does not know where it came from.
  Object.assign(globalThis, { stewardRoot: projectDir })
  // Which build of React it takes is settled as it is loaded.
  const { default: next } = await import('next')
  let answer: Answering | undefined
  const pass: Answering = async (request, response) => {
    if (answer) await answer(request, response)
  }
  // While pages and routes are written, they come and go.
  const front = createFront(pass, dev ? {} : { routeRefusal: routeRefusal(listRoutes(join(projectDir, 'app'))) })
  // Only the development server speaks over WebSockets, to reload pages (T4).
  const httpServer = dev ? front : createServer()
  const app = next({ dev, dir: projectDir, hostname: host, port, httpServer, quiet: true })
  await app.prepare()
  answer = app.getRequestHandler()
  await listen(front, { host, port })
  endWhenAsked(front, () => app.close())
}

function listen(server: Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

function endWhenAsked(server: Server, close: () => Promise<void>): void {
  const end = () => {
    setTimeout(() => server.closeAllConnections(), STOP_LIMIT_MS).unref()
    server.close(() => close().finally(() => process.exit(0)))
    server.closeIdleConnections()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
}
