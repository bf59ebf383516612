/** Numbers with a link, over collected organisations: each is as many as the list that it opens has. */
import { afterEach, expect, test } from 'vitest'
import { defaultValues } from '../../core/list.ts'
import { operator, type Viewer } from '../../db/as-viewer.ts'
import { type CollectedWorld, openWorld } from '../../inventory/testing/collected-world.ts'
import { configAccountList, ruleList } from '../config/contract.ts'
import { listConfigAccountPage, listRulePage } from '../config/queries.ts'
import { coverageList, NOT_COMPLETE } from '../coverage/contract.ts'
import { getMatrix } from '../coverage/queries.ts'
import { functionList } from '../lambda/contract.ts'
import { listFunctionPage, listRuntimes } from '../lambda/queries.ts'
import { checkList } from '../trusted-advisor/contract.ts'
import { getAdvisorOverview, listCheckPage } from '../trusted-advisor/queries.ts'
import { getOverview } from './queries.ts'

let world: CollectedWorld
afterEach(() => world.close())

type Opened = { figure: string; shows: number; opens: number }

async function runtimeFigures(viewer: Viewer): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const row of (await listRuntimes(viewer)).rows) {
    for (const use of ['live', 'dormant', 'unknown'] as const) {
      const filters = { runtime: [row.runtime], use: [use] }
      const { total } = await listFunctionPage(viewer, { ...defaultValues(functionList), filters })
      opened.push({ figure: `${use} functions of ${row.runtime}`, shows: row[use], opens: total.count })
    }
    const { total } = await listFunctionPage(viewer, {
      ...defaultValues(functionList),
      filters: { runtime: [row.runtime] },
    })
    opened.push({ figure: `functions of ${row.runtime}`, shows: row.functions, opens: total.count })
  }
  return opened
}

async function adviceFigures(viewer: Viewer): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const card of (await getAdvisorOverview(viewer)).categories) {
    const counts = { error: card.error, warning: card.warning, ok: card.ok, not_available: card.unknown }
    for (const [status, shows] of Object.entries(counts)) {
      const filters = { category: [card.category], status: [status] }
      const { total } = await listCheckPage(viewer, { ...defaultValues(checkList), filters })
      opened.push({ figure: `${card.category} checks with ${status}`, shows, opens: total.count })
    }
  }
  return opened
}

async function ruleFigures(viewer: Viewer): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const { accountId, failing } of (
    await listConfigAccountPage(viewer, { ...defaultValues(configAccountList), size: 100 })
  ).rows) {
    if (failing === null) continue
    const filters = { account: [accountId], status: ['noncompliant'] }
    const { total } = await listRulePage(viewer, { ...defaultValues(ruleList), filters })
    opened.push({ figure: `rules of ${accountId}`, shows: failing, opens: total.count })
  }
  return opened
}

async function gapFigure(viewer: Viewer): Promise<Opened> {
  const { missed } = await getOverview(viewer)
  const { total } = await getMatrix(viewer, { ...defaultValues(coverageList), filters: { status: [NOT_COMPLETE] } })
  return { figure: 'accounts that could not be looked at', shows: missed.now, opens: total.count }
}

/** Of the team that owns the most accounts. */
async function someMember(): Promise<Viewer> {
  const { admin } = world.database
  const { rows } = await admin.query<{ id: string }>(
    'SELECT team_id AS id FROM account WHERE team_id IS NOT NULL GROUP BY team_id ORDER BY count(*) DESC, team_id LIMIT 1',
  )
  const teamIds = rows.map(({ id }) => id)
  await admin.query(`INSERT INTO person (id, email, name, role, created_at)
    VALUES ('mara', 'mara@example.org', 'Mara', 'member', now())`)
  await admin.query(`INSERT INTO membership SELECT 'mara', unnest($1::text[])`, [teamIds])
  return { personId: 'mara', name: 'Mara', role: 'member', teamIds }
}

test.each([1, 2, 3])('seed %i: numbers of functions, checks, rules and gaps', { timeout: 120_000 }, async (seed) => {
  world = await openWorld({ seed, accounts: 6 }, { timeoutMs: 10_000 })
  await world.collect()
  for (const viewer of [operator, await someMember()]) {
    const opened = [
      ...(await runtimeFigures(viewer)),
      ...(await adviceFigures(viewer)),
      ...(await ruleFigures(viewer)),
      await gapFigure(viewer),
    ]
    expect(
      opened.filter(({ shows, opens }) => shows !== opens),
      viewer.role,
    ).toEqual([])
    expect(opened.some(({ shows }) => shows > 0)).toBe(true)
  }
})
