/**
 * Collects in a process of its own, so that its memory and CPU are those of a worker. Settings come from the environment
 * as for any command; prints one line of JSON per collection. Argument: how many collections, one after the other.
 */
import { openConnections } from '#lib/collectors/aws/connections'
import { closeWorkerPool, workerPool } from '#lib/db/worker-pool'
import { env } from '#lib/env'
import { collectInline } from '#lib/inventory/collection/collect-inline'

export type Collected = {
  runId: string
  status: string
  wallMs: number
  cpuMs: number
  peakBytes: number
  /** From the last byte of AWS to the end of the run. */
  tailMs: number
}

const { awsTimeoutMs, inFlight } = env()
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

for (let time = 0; time < Number(process.argv[2] ?? 1); time += 1) {
  const cpuAtStart = process.cpuUsage()
  const startedAtMs = performance.now()
  const { runId, status } = await collectInline(workerPool(), {}, { aws: { connections: watched } })
  const endedAtMs = performance.now()
  const { user, system } = process.cpuUsage(cpuAtStart)
  const collected: Collected = {
    runId,
    status,
    wallMs: endedAtMs - startedAtMs,
    cpuMs: (user + system) / 1_000,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
    tailMs: endedAtMs - answeredAtMs,
  }
  process.stdout.write(`${JSON.stringify(collected)}\n`)
}
connections.close()
await closeWorkerPool()
