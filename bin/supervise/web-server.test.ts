import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startWeb, webSettings } from './web-server.ts'

/** Ways to a key of AWS, and what else stands in the environment of whoever starts Steward. */
const NOT_FOR_THE_WEB = {
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
  AWS_SESSION_TOKEN: 'x',
  AWS_PROFILE: 'x',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: 'x',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'x',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'x',
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'x',
  AWS_WEB_IDENTITY_TOKEN_FILE: 'x',
  AWS_ROLE_ARN: 'x',
  AWS_CONFIG_FILE: 'x',
  AWS_SHARED_CREDENTIALS_FILE: 'x',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  STEWARD_EXTERNAL_ID: 'secret-of-the-organisation',
  STEWARD_HUB_ROLE_ARN: 'arn:aws:iam::111122223333:role/Hub',
  STEWARD_WORKER_DATABASE_URL: 'postgresql://worker:x@127.0.0.1/x',
  DATABASE_URL: 'postgresql://migrator:x@127.0.0.1/x',
  GITHUB_TOKEN: 'x',
  PGPASSWORD: 'x',
  HTTPS_PROXY: 'http://user:x@proxy',
}
const FOR_THE_WEB = [
  'HOME',
  'HOSTNAME',
  'LANG',
  'LC_ALL',
  'LEAVE_WITH',
  'NEXT_TELEMETRY_DISABLED',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
  'NODE_ENV',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'NODE_USE_SYSTEM_CA',
  'PATH',
  'PORT',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
  'TMPDIR',
  'TZ',
]

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-web-'))
  for (const [name, value] of Object.entries(NOT_FOR_THE_WEB)) vi.stubEnv(name, value)
  vi.stubEnv('STEWARD_NOTICE_DAYS', '90')
  vi.stubEnv('TZ', 'UTC')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const unexpected = (names: string[]) =>
  names.filter((name) => !FOR_THE_WEB.includes(name) && !name.startsWith('STEWARD_')).sort()

test('the web that npm start runs gets only what the web needs', async () => {
  // Other systems do not show what a process was given.
  if (process.platform !== 'linux') return
  const address = { host: '127.0.0.1', port: 1 }
  const web = startWeb(webSettings(address, 'postgresql://web:x@127.0.0.1:1/x'), folder, false)
  const given = readFileSync(`/proc/${web.process.pid}/environ`, 'utf8').split('\0').filter(Boolean)
  await web.stop()
  const names = given.map((line) => line.split('=')[0] ?? '')
  expect(unexpected(names)).toEqual([])
  expect(names.filter((name) => name in NOT_FOR_THE_WEB)).toEqual([])
  expect(given).toContain('STEWARD_NOTICE_DAYS=90')
  expect(given).toContain('STEWARD_WEB_DATABASE_URL=postgresql://web:x@127.0.0.1:1/x')
})

test('a web that was started alone forgets the rest before it serves anybody', () => {
  const script = `
    import { keepForWeb } from ${JSON.stringify(join(import.meta.dirname, '../../lib/env.ts'))}
    keepForWeb()
    console.log(JSON.stringify(Object.keys(process.env)))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  const names = JSON.parse(stdout) as string[]
  expect(unexpected(names)).toEqual([])
  expect(names.filter((name) => name in NOT_FOR_THE_WEB)).toEqual([])
  expect(names).toContain('STEWARD_NOTICE_DAYS')
})
