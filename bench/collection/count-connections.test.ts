import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { countConnections } from './count-connections.ts'

test('connections are counted, requests that share one are not', async () => {
  const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // It listens on TCP.
  const { port } = server.address() as AddressInfo
  const opened = countConnections(port)

  for (let request = 0; request < 3; request += 1) await (await fetch(`http://127.0.0.1:${port}`)).text()
  expect(opened()).toBe(1)
  server.closeAllConnections()
  server.close()
})
