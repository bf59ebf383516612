/**
 * Collects in a process of its own, so that its memory and CPU are those of a worker. Settings come from the environment
 * as for any command; prints one line of JSON per collection. Arguments: the port that stands for AWS, how many collections,
 * one after the other, and the sources to read: all of them if none is named.
 */
import { openConnections } from '#lib/collectors/aws/connections'
import { closeWorkerPool, workerPool } from '#lib/db/worker-pool'
import { env } from '#lib/env'
import { collectInline } from '#lib/inventory/collection/collect-inline'
import { countConnections } from './count-connections.ts'
import { countRoundTrips } from './count-round-trips.ts'

export type Collected = {
  runId: string
  status: string
  wallMs: number
  cpuMs: number
  peakBytes: number
  /** From the last byte of AWS to the end of the run. */
  tailMs: number
  /** Opened to AWS. */
  connections: number
  /** Statements sent to PostgreSQL. */
  roundTrips: number
}

const [port, times = '1', ...sources] = process.argv.slice(2)
const { awsTimeoutMs, inFlight } = env()
const opened = countConnections(Number(port))
const trips = countRoundTrips()
const connections = openConnections({ timeoutMs: awsTimeoutMs, sockets: inFlight })
let answeredAtMs = 0
const watched: typeof connections = {
  ...connections,
  handle: async (request, options) => {
    const answer = await connections.handle(request, options)
    answeredAtMs = performance.now()
    return answer
  },
}

for (let time = 0; time < Number(times); time += 1) {
  const cpuAtStart = process.cpuUsage()
  const openedBefore = opened()
  const tripsBefore = trips()
  const startedAtMs = performance.now()
  const { runId, status } = await collectInline(workerPool(), { sources }, { aws: { connections: watched } })
  const endedAtMs = performance.now()
  const { user, system } = process.cpuUsage(cpuAtStart)
  const collected: Collected = {
    runId,
    status,
    wallMs: endedAtMs - startedAtMs,
    cpuMs: (user + system) / 1_000,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
    tailMs: endedAtMs - answeredAtMs,
    connections: opened() - openedBefore,
    roundTrips: trips() - tripsBefore,
  }
  process.stdout.write(`${JSON.stringify(collected)}\n`)
}
connections.close()
await closeWorkerPool()
