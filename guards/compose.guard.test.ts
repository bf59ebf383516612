import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { SETTING_NAMES } from '../lib/env.ts'
import { read } from './project-files.ts'

type Service = {
  image: string
  command?: string[]
  restart?: string
  healthcheck?: { test: string[]; interval: string; timeout: string; retries: number }
  environment?: Record<string, string | null>
  depends_on?: Record<string, { condition: string }>
  user?: string
  volumes?: string[]
  read_only?: boolean
}

const { services, volumes } = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>
  volumes: Record<string, unknown>
}
const waitedFor = new Set(
  Object.values(services).flatMap(({ depends_on = {} }) =>
    Object.entries(depends_on).flatMap(([name, { condition }]) =>
      condition === 'service_completed_successfully' ? [name] : [],
    ),
  ),
)

test('every service of docker-compose.yml runs on and can be seen to be well, or is waited for to end', () => {
  const wrong = Object.entries(services)
    .filter(([name, { healthcheck, restart }]) =>
      waitedFor.has(name) ? healthcheck || restart : !(healthcheck && restart),
    )
    .map(([name]) => name)
  expect(wrong, 'Give it healthcheck and restart, or let another wait for its end.').toEqual([])
  expect([...waitedFor].sort()).toEqual(['migrate', 'owner', 'past', 'secrets'])
})

test('health checks end, and ask what exists', () => {
  const parts = [...read('deploy/container.mjs').matchAll(/^ {2}(\w+): (?:async )?\(\)/gm)].map((match) => match[1])
  for (const [name, { healthcheck }] of Object.entries(services)) {
    if (!healthcheck) continue
    expect([name, healthcheck.timeout, healthcheck.interval]).toEqual([name, expect.any(String), expect.any(String)])
    const [, program, script, part, url] = healthcheck.test
    if (script === 'deploy/container.mjs') {
      expect([program, parts]).toEqual(['node', expect.arrayContaining([part])])
      expect(new URL(url ?? '').hostname).toBe('127.0.0.1')
    }
  }
})

test('containers are given settings that exist, and what depends on another names one that exists', () => {
  for (const [name, { environment = {}, depends_on = {} }] of Object.entries(services)) {
    const unknown = Object.keys(environment).filter((key) => key.startsWith('STEWARD_') && !SETTING_NAMES.includes(key))
    expect([name, unknown]).toEqual([name, []])
    expect(Object.keys(depends_on).filter((other) => !(other in services))).toEqual([])
  }
  expect(Object.keys(volumes)).toContain('database')
})

test('whoever makes links knows the address that people use', () => {
  for (const name of ['web', 'migrate']) {
    expect([name, services[name]?.environment?.STEWARD_BASE_URL]).toEqual([
      name,
      expect.stringContaining('STEWARD_BASE_URL'),
    ])
  }
})

test('only the part that makes the secrets is root', () => {
  const root = Object.entries(services).filter(([, { user }]) => user === 'root')
  expect(root.map(([name]) => name)).toEqual(['secrets'])
})

test('the password of the server’s superuser is mounted by the server, and by who makes it and gives the database away', () => {
  const holders = Object.entries(services).filter(([, { volumes: mounted = [] }]) =>
    mounted.some((volume) => volume.startsWith('database-password:')),
  )
  expect(holders.map(([name]) => name).sort()).toEqual(['database', 'owner', 'secrets'])
})
