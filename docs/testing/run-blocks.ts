/** A folder in which `npx steward` is this checkout's, to run blocks of a page as somebody would type them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { childEnv, SETTING_NAMES } from '../../lib/env.ts'

const STEWARD = join(import.meta.dirname, '../../bin/steward.mjs')

export type Desk = {
  folder: string
  /** Answers with all that was said. A command that fails fails the test. */
  run(block: string, settings?: Record<string, string>): Promise<string>
  remove(): void
}

export function makeDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'steward-operations-'))
  // The embedded server runs as another user where we are root.
  chmodSync(folder, 0o755)
  const programs = join(folder, 'programs')
  mkdirSync(programs)
  writeFileSync(join(programs, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${STEWARD}' "$@"\n`)
  chmodSync(join(programs, 'npx'), 0o755)
  // Not with the settings of whoever runs the tests.
  const inherited = childEnv(Object.fromEntries(SETTING_NAMES.map((name) => [name, undefined])))
  const run: Desk['run'] = async (block, settings = {}) => {
    const child = spawn('sh', ['-e', '-c', block], {
      cwd: folder,
      env: { ...inherited, PATH: `${programs}:${inherited.PATH}`, STEWARD_MODE: 'aws', ...settings },
    })
    const said = Promise.all([text(child.stdout), text(child.stderr)])
    const [status] = await once(child, 'exit')
    const all = (await said).join('\n')
    expect([status, status === 0 ? '' : `${block}\n${all}`]).toEqual([0, ''])
    return all
  }
  return { folder, run, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** What the blocks about backup and restore say when they did what the page says. */
export function expectRestored(said: readonly string[]): void {
  const all = said.join('\n')
  for (const sentence of [
    'The backup is whole',
    'Restored, and the history is as it was',
    'intact',
    '/administrator#',
  ]) {
    expect(all).toContain(sentence)
  }
}
