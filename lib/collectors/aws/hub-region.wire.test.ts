/** Every place that names the Region is honoured, in the order of the AWS CLI. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Env, parseEnv, useEnv } from '#lib/env'
import { examineAccess } from '../examine-access.ts'
import { openHub } from '../open-account.ts'
import { simulateAws } from '../testing/simulated-aws.ts'
import { openContext } from './context.ts'
import { findHubRegion } from './hub-region.ts'

const NAMES = [
  ...['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
  ...['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
]

let dir: string
let restore = () => {}
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'steward-profile-'))
})
afterEach(() => {
  restore()
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true })
})

const file = (name: string, text: string): string => {
  const path = join(dir, name)
  writeFileSync(path, text)
  return path
}

/** As a process started with nothing else of AWS's in its environment. */
function startedWith(settings: Record<string, string>): void {
  const all = { AWS_CONFIG_FILE: join(dir, 'none'), AWS_SHARED_CREDENTIALS_FILE: join(dir, 'none'), ...settings }
  for (const name of NAMES) vi.stubEnv(name, all[name as keyof typeof all] ?? '')
  const { awsRegion, awsDefaultRegion, awsProfile, awsFiles }: Env = parseEnv(all)
  restore = useEnv({ awsRegion, awsDefaultRegion, awsProfile, awsFiles })
}

const CONFIG =
  '[default]\nregion = eu-west-3\n[profile hub]\nregion = eu-central-1\n[profile bare]\noutput = json\n[profile odd]\nregion = Frankfurt am Main\n'

test.each<[string, Record<string, string>, string, string]>([
  [
    'AWS_REGION before all others',
    { AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'eu-west-1', AWS_PROFILE: 'hub' },
    'eu-north-1',
    'AWS_REGION',
  ],
  [
    'AWS_DEFAULT_REGION before the profile',
    { AWS_DEFAULT_REGION: 'eu-west-1', AWS_PROFILE: 'hub' },
    'eu-west-1',
    'AWS_DEFAULT_REGION',
  ],
  ['the profile of AWS_PROFILE', { AWS_PROFILE: 'hub' }, 'eu-central-1', 'the profile hub'],
  ['the profile of AWS_DEFAULT_PROFILE', { AWS_DEFAULT_PROFILE: 'hub' }, 'eu-central-1', 'the profile hub'],
  [
    'AWS_PROFILE before AWS_DEFAULT_PROFILE',
    { AWS_PROFILE: 'hub', AWS_DEFAULT_PROFILE: 'bare' },
    'eu-central-1',
    'the profile hub',
  ],
  ['the default profile', {}, 'eu-west-3', 'the default profile'],
  [
    'nothing, which is said',
    { AWS_PROFILE: 'bare' },
    'us-east-1',
    'nowhere: neither AWS_REGION, AWS_DEFAULT_REGION nor the profile names one',
  ],
  [
    'an empty AWS_REGION, which is as good as none',
    { AWS_REGION: '', AWS_PROFILE: 'hub' },
    'eu-central-1',
    'the profile hub',
  ],
])('the Region comes from %s', async (_, settings, region, from) => {
  startedWith({ AWS_CONFIG_FILE: file('config', CONFIG), ...settings })
  expect(await findHubRegion()).toEqual({ region, from })
})

test('a Region beside the keys in the credentials file counts as well', async () => {
  startedWith({
    AWS_SHARED_CREDENTIALS_FILE: file('credentials', '[hub]\nregion = ap-south-1\naws_access_key_id = x\n'),
    AWS_PROFILE: 'hub',
  })
  expect(await findHubRegion()).toEqual({ region: 'ap-south-1', from: 'the profile hub' })
})

test('the hub is asked with the keys and in the Region of the profile, and doctor says which', async () => {
  const aws = await simulateAws({ accounts: 3 })
  const { accessKeyId, secretAccessKey } = aws.simulator
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
  startedWith({
    AWS_CONFIG_FILE: file('config', `[profile hub]\nregion = eu-central-1\n${keys}`),
    AWS_DEFAULT_PROFILE: 'hub',
  })
  const context = openContext({ ...aws.context, signal: new AbortController().signal, settings: {} })
  for await (const check of examineAccess(context)) {
    expect(check).toMatchObject({
      what: 'credentials',
      outcome: 'works',
      note: 'Its Region is eu-central-1, from the profile hub.',
    })
    break
  }
  expect(context.settings.hubRegion).toBe('eu-central-1')
  await aws.close()
})

test.each<[string, Record<string, string>, RegExp]>([
  [
    'a profile that is not there',
    { AWS_PROFILE: 'nobody' },
    /no AWS credentials in the profile nobody \(AWS_PROFILE\)/,
  ],
  [
    'a file that is not there',
    { AWS_PROFILE: 'hub', AWS_CONFIG_FILE: '/nonexistent' },
    /AWS_CONFIG_FILE names a file that is not there/,
  ],
  ['a Region that is none', { AWS_PROFILE: 'odd' }, /The Region in the profile odd/],
])('%s is named', async (_, settings, message) => {
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  startedWith({ AWS_CONFIG_FILE: file('config', CONFIG), ...settings })
  const hub = await openHub(openContext({ signal: new AbortController().signal, settings: { timeoutMs: 600 } }))
  if (hub.isOpen) throw new Error('it opened')
  expect(hub.reading.cause.message).toMatch(message)
})

test.each(['AWS_REGION', 'AWS_DEFAULT_REGION'])('a %s that is none is refused by its name', (name) => {
  expect(() => parseEnv({ STEWARD_MODE: 'aws', [name]: 'Frankfurt' })).toThrow(
    `${name} must be a Region such as eu-central-1.`,
  )
})
