import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { MINUTE_MS } from '#lib/core/time'
import { summariseRun } from '#lib/inventory/collection/collect-inline'
import { joinOrRequestRun } from '#lib/inventory/collection/request-run'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { type Process, startProcess } from '#lib/inventory/testing/killed-collection'
import { build, isBuilt } from '../bin/prepare/build.mjs'
import { requireFreePort } from '../bin/supervise/web-server.ts'

const WORLD = { seed: 3, accounts: 12, limits: 'aws' } as const
const HOST = '127.0.0.1'
/** Asked as often within a minute, by page and by command. */
const ASKED = 5
const WINDOW_MS = 10_000
const WEB_READY_MS = 60_000

type Counted = { service: string; operation: string; outcome: string; calls: number }
type Collected = {
  calls: number
  throttled: number
  seconds: number
  runs: number
  /** Of calls that AWS counts for the whole organisation: the most in any ten seconds. */
  busiest: Record<string, number>
}

/** What AWS lets through in ten seconds: what was saved up, and ten times its rate. */
const MOST: Record<string, number> = {
  'organizations/DescribeOrganization': 2 + 10,
  'organizations/ListRoots': 2 + 10,
  'organizations/ListAccounts': 12 + 80,
  'organizations/ListAccountsForParent': 8 + 50,
  'organizations/ListOrganizationalUnitsForParent': 8 + 50,
  'organizations/ListTagsForResource': 15 + 100,
  config: 10 + 50,
  health: 10 + 50,
}

beforeAll(async () => {
  if (!isBuilt()) await build()
}, 10 * MINUTE_MS)

async function startWeb(world: CollectedWorld): Promise<{ child: Process; url: string }> {
  const port = await requireFreePort({ host: HOST, port: 0 })
  const child = startProcess(world, ['web'], { STEWARD_HOST: HOST, PORT: String(port) })
  const url = `http://${HOST}:${port}`
  const isUp = () =>
    fetch(`${url}/api/health/live`).then(
      ({ ok }) => ok || child.exitCode !== null,
      () => child.exitCode !== null,
    )
  await expect.poll(isUp, { timeout: WEB_READY_MS, interval: 250 }).toBe(true)
  return { child, url }
}

async function post(url: string, path: string, body: object, cookie = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: url, cookie }
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(response.ok, await response.clone().text()).toBe(true)
  return response
}

async function signIn(url: string): Promise<string> {
  const { headers } = await post(url, '/api/demo/sign-in', { person: 'ccoe' })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

/** "Collect now", as the page asks for it. */
async function askIn(url: string, cookie: string): Promise<string> {
  const response = await post(url, '/api/v1/runs', { sources: [], accountIds: [] }, cookie)
  return ((await response.json()) as { runId: string }).runId
}

/** The most calls in any window. */
function busiest(instants: readonly number[]): number {
  let [first, most] = [0, 0]
  for (const [last, at] of instants.entries()) {
    while (at - (instants[first] ?? 0) > WINDOW_MS) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** One collection by so many workers and webs, processes of their own, with AWS's limits at the other end. */
async function collectWith(processes: number): Promise<Collected> {
  const world = await openWorld(WORLD)
  const pace = { STEWARD_AWS_PACE: 'aws', STEWARD_REGIONS: 'eu-central-1,us-east-1' }
  const workers = Array.from({ length: processes }, () => startProcess(world, ['worker'], pace))
  const webs = await Promise.all(Array.from({ length: processes }, () => startWeb(world)))
  const children = [...workers, ...webs.map(({ child }) => child)]
  const ended = children.map((child) => once(child, 'exit'))
  for (const child of children) for (const said of [child.stdout, child.stderr]) said?.resume()
  try {
    const pool = world.database.worker
    // One session, which both webs know.
    const cookie = await signIn(webs[0]?.url ?? '')
    const first = await joinOrRequestRun(pool, { trigger: 'command' })
    for (let turn = 1; turn < ASKED; turn++) {
      await wait(1_000)
      expect(await askIn(webs[turn % processes]?.url ?? '', cookie)).toBe(first.id)
    }
    const isOver = async () => !['requested', 'running'].includes((await summariseRun(pool, first.id)).status)
    while (!(await isOver())) await wait(500)
    const ask = async (path: string) => (await fetch(`${world.aws.simulator.endpoint}/_simulator/${path}`)).json()
    const { calls } = (await ask('calls')) as { calls: Counted[] }
    const instants = (await ask('calls/instants')) as Record<string, number[]>
    const sum = (of: (call: Counted) => boolean) =>
      calls.filter(of).reduce((total, { calls: count }) => total + count, 0)
    const ofService = (name: string) =>
      Object.entries(instants)
        .filter(([kind]) => kind === name || kind.startsWith(`${name}/`))
        .flatMap(([, at]) => at)
        .sort((a, b) => a - b)
    return {
      calls: sum(() => true),
      throttled: sum(({ outcome }) => outcome === 'throttled'),
      seconds: (await summariseRun(pool, first.id)).durationMs / 1_000,
      runs: (await world.database.admin.query('SELECT FROM collection_run')).rowCount ?? 0,
      busiest: Object.fromEntries(Object.keys(MOST).map((name) => [name, busiest(ofService(name))])),
    }
  } finally {
    for (const child of children) child.kill('SIGTERM')
    await Promise.all(ended)
    await world.close()
  }
}

test('two workers and two webs on one database collect once, with the calls of one and at the pace that AWS allows one', async () => {
  const one = await collectWith(1)
  const two = await collectWith(2)
  process.stderr.write(`${JSON.stringify({ one, two })}\n`)
  expect([one.runs, two.runs]).toEqual([1, 1])
  expect(two.throttled).toBeLessThanOrEqual(Math.max(one.throttled, 0.005 * two.calls))
  expect(two.calls - two.throttled).toBeLessThanOrEqual(1.01 * (one.calls - one.throttled))
  for (const [name, most] of Object.entries(MOST)) {
    expect(one.busiest[name], `${name} by one`).toBeLessThanOrEqual(most)
    expect(two.busiest[name], `${name} by two`).toBeLessThanOrEqual(most)
  }
  expect(two.busiest['organizations/ListAccounts']).toBeGreaterThan(0)
})
