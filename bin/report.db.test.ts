import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../lib/db/test-database.ts'
import {
  recordAccount,
  recordRun,
  recordTeam,
  recordTransition,
} from '../lib/domains/reports/testing/recorded-weeks.ts'

// Each test starts a process, on a machine that may be doing ten other things.
vi.setConfig({ testTimeout: 120_000 })

const ACCOUNT = '111111111111'
const WEEK = '2026-W40'
let database: TestDatabase
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'steward-report-'))
  const { admin } = database
  await recordTeam(admin, 'payments', '2026-09-01T06:00:00Z')
  await recordAccount(admin, ACCOUNT, 'payments', '2026-09-01T06:00:00Z')
  await recordRun(admin, '2026-09-28T06:00:00Z', [{ accountId: ACCOUNT, status: 'complete' }])
  await recordTransition(admin, {
    accountId: ACCOUNT,
    teamId: 'payments',
    finding: 'a',
    to: 'open',
    dueOn: '2026-09-30',
    at: '2026-09-29T06:00:00Z',
  })
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function report(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'steward.mjs'), 'report', ...args], {
    env: { ...process.env, DATABASE_URL: database.url, STEWARD_DATA_DIR: folder, STEWARD_MODE: 'demo' },
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { status: await ended, stdout, stderr }
}

test('a report goes to a file in the format that was asked for, and nothing else to standard output', async () => {
  const out = join(folder, 'report.html')
  const { status, stdout } = await report('--week', WEEK, '--format', 'html', '--out', out)
  expect([status, stdout]).toEqual([0, ''])
  expect(readFileSync(out, 'utf8')).toContain('1 overdue')
})

test('made again it is the same, of a team as of the organisation', async () => {
  const [first, second] = [
    await report('--week', WEEK, '--team', 'payments', '--format', 'json'),
    await report('--week', WEEK, '--team', 'payments', '--format', 'json'),
  ]
  expect(first.status).toBe(0)
  expect(second.stdout).toBe(first.stdout)
  expect(JSON.parse(first.stdout).figures).toMatchObject({ week: WEEK, teamId: 'payments' })
})

test('a report as PDF is not there yet, and that is told as wrong use', async () => {
  const { status, stderr } = await report('--format', 'pdf', '--out', join(folder, 'report.pdf'))
  expect(status).toBe(2)
  expect(stderr).toContain('A report as PDF is not there yet')
})

test('a week that is not over, one that does not exist and a team that was not there are refused', async () => {
  for (const [args, sentence] of [
    [['--week', '2999-W01'], '2999-W01 is not over'],
    [['--week', '2026-W99'], '2026-W99 is not an ISO week'],
    [['--week', WEEK, '--team', 'nobody'], 'There was no team nobody'],
    [['--week', '2026-W30'], 'nothing was known then'],
  ] as const) {
    const { status, stdout, stderr } = await report(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(sentence)
  }
})
