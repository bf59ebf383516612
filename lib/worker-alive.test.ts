import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isSaidAlive, sayAlive } from './worker-alive.ts'

let dataDir: string

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'steward-alive-')), 'made')
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

test('a worker lives from its start to its end, and no longer than a minute after it fell silent', () => {
  expect(isSaidAlive(dataDir)).toBe(false)
  const fallSilent = sayAlive(dataDir)
  expect(isSaidAlive(dataDir)).toBe(true)
  expect(isSaidAlive(dataDir, Date.now() + 61_000)).toBe(false)
  fallSilent()
  expect(isSaidAlive(dataDir)).toBe(false)
})
