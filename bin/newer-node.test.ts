import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

/** A checkout of two files whose first process takes itself for Node.js 20, and an npx that notes each call. */
let checkout: string

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'steward-old-node-'))
  for (const folder of ['bin', 'programs']) mkdirSync(join(checkout, folder))
  cpSync(join(import.meta.dirname, 'newer-node.mjs'), join(checkout, 'bin/newer-node.mjs'))
  writeFileSync(
    join(checkout, 'bin/command.mjs'),
    `import { goOnUnderNewerNode } from './newer-node.mjs'
     if (!process.env.LEAVE_WITH) Object.defineProperty(process, 'versions', { value: { node: '20.20.0' } })
     await goOnUnderNewerNode()
     console.log('went on')`,
  )
  writeFileSync(join(checkout, 'programs/node'), `#!/bin/sh\nexec '${process.execPath}' "$@"\n`)
  chmodSync(join(checkout, 'programs/node'), 0o755)
})
afterEach(() => rmSync(checkout, { recursive: true, force: true }))

/** What npx does when the registry can be reached, or not. */
function npx(answers: boolean): void {
  const file = join(checkout, 'programs/npx')
  const answer = answers ? `echo '${join(checkout, 'programs/node')}'` : 'exit 1'
  writeFileSync(file, `#!/bin/sh\necho called >> '${join(checkout, 'calls')}'\n${answer}\n`)
  chmodSync(file, 0o755)
}

function run(): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/command.mjs'], {
    cwd: checkout,
    encoding: 'utf8',
    env: { NODE_ENV: 'test', PATH: `${join(checkout, 'programs')}:/usr/bin:/bin` },
  })
  return { status, stdout, stderr }
}

const calls = (): number => {
  const file = join(checkout, 'calls')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0
}

test('a newer Node.js that npx fetched once is used without asking again, also where no registry can be reached', () => {
  npx(true)
  expect(run()).toMatchObject({ status: 0, stdout: 'went on\n' })
  npx(false)
  expect(run()).toMatchObject({ status: 0, stdout: 'went on\n' })
  expect(calls()).toBe(1)
})

test('when that one is gone, or does not run here, npx is asked for another', () => {
  npx(true)
  run()
  const note = join(checkout, 'node_modules/.cache/steward/newer-node')
  for (const unusable of ['/nowhere/node', '/bin/false', '']) {
    writeFileSync(note, unusable)
    expect(run()).toMatchObject({ status: 0, stdout: 'went on\n' })
  }
  expect(calls()).toBe(4)
})

test('without either one sentence says what to install', () => {
  npx(false)
  const { status, stderr } = run()
  expect([status, stderr]).toEqual([1, expect.stringContaining('Install Node.js 24 from https://nodejs.org')])
})
