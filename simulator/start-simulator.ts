/** AWS on this machine: starts the simulator in this process. Loopback only. */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { answerRequest } from './answer-request.ts'
import { answerControl, CONTROL_PREFIX } from './control.ts'
import { type SimulatorOptions, simulatorOptions } from './options.ts'
import type { WireRequest } from './protocols/wire.ts'
import { send } from './send.ts'
import { createState, type State } from './state.ts'

/** What a caller needs to reach it; the keys are the hub's own. */
export type Simulator = {
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
  region: string
  managementAccountId: string
  hubRoleArn: string
  memberRole: string
  externalId: string
  close(): Promise<void>
}

const HOST = '127.0.0.1'
const REGION = 'eu-central-1'
/** Longer than the product's pools keep a connection, so that it is never closed under a request. */
const KEEP_ALIVE_MS = 120_000

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = simulatorOptions.parse(options)
  const state = createState(settings)
  const server = createServer((request, response) => {
    serve(request, response, state).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    )
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, HOST, resolve)
  })
  // Listening on TCP, so the address is one of these.
  const { port } = server.address() as AddressInfo
  const { hub } = state.credentials
  const managementAccountId = hub.identity.accountId
  return {
    endpoint: `http://${HOST}:${port}`,
    accessKeyId: hub.accessKeyId,
    secretAccessKey: hub.secretAccessKey,
    region: REGION,
    managementAccountId,
    hubRoleArn: `arn:aws:iam::${managementAccountId}:role/${settings.hubRole}`,
    memberRole: settings.memberRole,
    externalId: settings.externalId,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const wire = await readRequest(request)
  if (wire.path.startsWith(CONTROL_PREFIX)) {
    await answerControl(wire, response, state)
    return
  }
  const answered = answerRequest(wire, randomUUID(), state)
  if (state.settings.latencyMs > 0) await wait(state.settings.latencyMs)
  send(answered, response)
}

async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const [path = '/', query = ''] = (request.url ?? '/').split('?')
  // Node joins repeated headers with a comma, as the signature does; none of ours is a list.
  const headers = request.headers as WireRequest['headers']
  return { method: request.method ?? 'GET', path, query, headers, body: Buffer.concat(chunks) }
}
