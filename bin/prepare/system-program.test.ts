import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ensureProgram, findProgram } from './system-program.mjs'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'steward-program-'))
  vi.stubEnv('PATH', directory)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(directory, { recursive: true })
})

test('a program in the PATH is used as it is', async () => {
  const program = join(directory, 'steward-no-such-program')
  writeFileSync(program, '#!/bin/sh\n')
  chmodSync(program, 0o755)
  expect(await ensureProgram('steward-no-such-program')).toBe(program)
})

test('one that is missing, where we may not install, is a sentence that names its package', async () => {
  vi.spyOn(process, 'getuid').mockReturnValue(1000)
  expect(findProgram(['steward-no-such-program'])).toBeUndefined()
  await expect(ensureProgram('steward-no-such-program', 'the-package')).rejects.toThrow(
    /need the program steward-no-such-program.*apt-get install the-package/,
  )
})
