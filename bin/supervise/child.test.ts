import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lastWords, startChild } from './child.ts'

let logDir: string

beforeEach(() => {
  logDir = mkdtempSync(join(tmpdir(), 'steward-child-'))
})
afterEach(() => rmSync(logDir, { recursive: true, force: true }))

async function run(script: string, name = 'part'): Promise<string> {
  const child = startChild({ name, args: ['-e', script], settings: { NODE_OPTIONS: undefined }, logDir })
  await child.ended
  return child.logFile
}

const entries = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: number; msg: string; part?: string })

test('the log of a crash is still there after the start that follows it', async () => {
  await run(`console.error('{"level":30,"msg":"before"}'); throw new Error('the crash')`)
  const file = await run(`console.error('{"level":30,"msg":"again"}')`)
  expect(entries(file).map(({ msg }) => msg)).toEqual(['before', expect.stringContaining('the crash'), 'again'])
})

test('every line of a log is an entry, whatever the process said and however', async () => {
  const file = await run(`
    process.stderr.write('{"level":30,"msg":"an entry"}\\n{"level": cut\\n  in lines\\n')
    process.stdout.write('\\u001b[32mgreen\\u001b[0m words on standard output\\n')
    process.stderr.write('url postgresql://u:hunter2@h/x and no end')
    setTimeout(() => { null.x }, 200)
  `)
  const said = entries(file)
  expect(said.every(({ level }) => typeof level === 'number')).toBe(true)
  const text = said.map(({ msg }) => msg).join('\n')
  for (const part of ['an entry', '{"level": cut\n  in lines', 'green words on standard output', 'TypeError']) {
    expect(text).toContain(part)
  }
  expect(text).not.toContain('hunter2')
  expect(text).not.toContain('\u001b')
  // A stack is one entry, with its lines.
  expect(said.find(({ msg }) => msg.includes('TypeError'))?.msg).toContain('\n    at ')
})

test('a text without an end does not fill the memory', async () => {
  const file = await run(`process.stderr.write('x'.repeat(2_000_000))`)
  expect(entries(file).reduce((sum, { msg }) => sum + msg.replaceAll('\n', '').length, 0)).toBe(2_000_000)
})

test('last words are those of the end, and none are no error', async () => {
  const file = await run(`console.error('{"level":30,"msg":"a"}'); console.error('{"level":30,"msg":"b"}')`)
  expect(lastWords(file, 1)).toBe('  {"level":30,"msg":"b"}')
  expect(lastWords(await run('', 'quiet'))).toBe('  it said nothing')
})
