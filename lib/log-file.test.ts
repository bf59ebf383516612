import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLogFile } from './log-file.ts'

const LIMITS = { megabytes: 1, kept: 2 }
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what was logged before a start is still there after it', async () => {
  const file = join(folder, 'log/web.log')
  for (const line of ['the crash\n', 'the start after it\n']) {
    const log = openLogFile(file, LIMITS)
    log.write(line)
    await log.flushed()
  }
  expect(readFileSync(file, 'utf8')).toBe('the crash\nthe start after it\n')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a log takes no more room than its limits say, and no line of what is kept is cut', async () => {
  const file = join(folder, 'worker.log')
  const line = `${'x'.repeat(999)}\n`
  for (let start = 0; start < 3; start += 1) {
    const log = openLogFile(file, LIMITS)
    for (let lines = 0; lines < 2_200; lines += 1) {
      log.write(line)
      if (lines % 100 === 0) await log.flushed()
    }
    await log.flushed()
  }
  expect(readdirSync(folder).sort()).toEqual(['worker.log', 'worker.log.1', 'worker.log.2'])
  for (const name of readdirSync(folder)) {
    const { size } = statSync(join(folder, name))
    expect(size).toBeLessThan(1.2 * 1024 * 1024)
    expect(size % line.length).toBe(0)
  }
})

test('a log that cannot be written ends nobody, and goes on when it can', async () => {
  const file = join(folder, 'taken')
  mkdirSync(file)
  const log = openLogFile(file, LIMITS)
  for (let times = 0; times < 3; times += 1) {
    log.write('lost\n')
    await log.flushed()
  }
  rmSync(file, { recursive: true })
  log.write('a line\n')
  await log.flushed()
  expect(readFileSync(file, 'utf8')).toBe('a line\n')
})
