import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { countConnections } from './count-connections.ts'

test('connections are counted, requests that share one are not', async () => {
  const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // It listens on TCP.
  const { port } = server.address() as AddressInfo
  const opened = countConnections(port)

  // As the collector's pool has it.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let request = 0; request < 3; request += 1) {
    const [answer] = (await once(get({ port, agent, host: '127.0.0.1' }), 'response')) as [IncomingMessage]
    await answer.toArray()
  }
  expect(opened()).toBe(1)
  agent.destroy()
  server.closeAllConnections()
  server.close()
})
