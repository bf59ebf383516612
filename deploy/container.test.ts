import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

async function healthy(url: string): Promise<{ status: number | null; stderr: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'container.mjs'), 'healthy', url])
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const stderr = await text(child.stderr)
  return { status: await ended, stderr }
}

test('a health check passes when the address answers well, and else says what it was answered', async () => {
  const answers: Record<string, number> = { '/ready': 200, '/away': 503 }
  const server = createServer((request, response) => {
    response.writeHead(answers[request.url ?? ''] ?? 404).end('the database is away')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as { port: number }
  expect(await healthy(`http://127.0.0.1:${port}/ready`)).toEqual({ status: 0, stderr: '' })
  expect(await healthy(`http://127.0.0.1:${port}/away`)).toEqual({ status: 1, stderr: '503 the database is away\n' })
  server.close()
  expect(await healthy('http://127.0.0.1:1/')).toEqual({ status: 1, stderr: expect.stringMatching(/\S/) })
})
