/**
 * What every browser test has: a page on which an error in the console fails the test, signing in as one of the demo's
 * people, a look with axe, and a hand on the simulated AWS.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'

export { expect }

export type Person = 'ccoe' | 'member-a' | 'member-b' | 'auditor'

/** One rule of the simulator's fault plan. */
export type FaultRule = {
  service: string
  operation: string
  accountId?: string
  region?: string
  effect: string
}

type Fixtures = {
  signIn: (person: Person) => Promise<void>
  /** Fails with what axe finds on the page as it is. */
  expectAccessible: (page: Page) => Promise<void>
  /** Fails when the page itself scrolls sideways. */
  expectNoSidewaysScroll: (page: Page) => Promise<void>
  /** Fails when a table's heading breaks within a word, or is cut. */
  expectWholeHeadings: (page: Page) => Promise<void>
  /** What the simulated AWS refuses or spoils from now on; as before when the test is over. */
  planFaults: (rules: readonly FaultRule[]) => Promise<void>
}

/** The browser itself tells of answers that are no success; tests about them look at the page. */
const OF_THE_NETWORK = /^Failed to load resource/

/** Cloudscape gives the toolbar of narrow windows an orientation, which its role does not have: theirs to mend. */
const CLOUDSCAPE_TOOLBAR = 'nav[class*="awsui_mobile-toolbar-nav"]'

export const test = base.extend<Fixtures>({
  page: async ({ page }, use) => {
    const problems: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && !OF_THE_NETWORK.test(message.text())) problems.push(message.text())
    })
    page.on('pageerror', (error) => problems.push(error.message))
    const goto = page.goto.bind(page)
    page.goto = async (...address) => {
      const answer = await goto(...address)
      // Before that, what is clicked is lost.
      await page.locator('html[data-alive]').waitFor({ state: 'attached' })
      return answer
    }
    await use(page)
    expect(problems, 'errors in the console').toEqual([])
  },

  signIn: async ({ page }, use) => {
    await use(async (person) => {
      const answer = await page.request.post('/api/demo/sign-in', { data: { person } })
      expect(answer.ok(), `signing in as ${person}`).toBe(true)
    })
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for the pattern.
  expectAccessible: async ({}, use) => {
    await use(async (page) => {
      // In the page itself: its other mode opens a window more each time, for frames of foreign origin, and takes thrice as long.
      const look = new AxeBuilder({ page }).setLegacyMode(true).exclude(CLOUDSCAPE_TOOLBAR)
      // What passes need not be told node by node: that is most of the time it takes.
      const { violations } = await look.options({ resultTypes: ['violations'] }).analyze()
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
      expect(told).toEqual([])
    })
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for the pattern.
  expectNoSidewaysScroll: async ({}, use) => {
    await use(async (page) => {
      const tooWide = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      await expect.poll(tooWide, { message: 'pixels to scroll sideways' }).toBeLessThanOrEqual(0)
    })
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for the pattern.
  expectWholeHeadings: async ({}, use) => {
    await use(async (page) => {
      await expect(page.getByRole('columnheader').first()).toBeVisible()
      expect(await page.getByRole('columnheader').evaluateAll(brokenHeadings)).toEqual([])
    })
  },

  planFaults: async ({ request }, use) => {
    const plan = async (rules: readonly FaultRule[]) => {
      const answer = await request.post(`${simulatorUrl()}/_simulator/plan`, { data: rules })
      expect(answer.ok(), 'changing the fault plan').toBe(true)
    }
    await use(plan)
    await plan([])
  },
})

/** Headings with a word that stands on two lines, or beyond the room that its cell gives it. Runs in the browser. */
function brokenHeadings(headings: Element[]): string[] {
  const isBroken = (heading: Element, text: Text): boolean => {
    const room = heading.getBoundingClientRect()
    const own = text.parentElement?.getBoundingClientRect()
    // Read aloud, not seen: it stands somewhere beside the page.
    if (!own || own.right <= room.left) return false
    const range = document.createRange()
    return [...text.data.matchAll(/\S+/g)].some(({ 0: word, index }) => {
      range.setStart(text, index)
      range.setEnd(text, index + word.length)
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
      const { left, right } = range.getBoundingClientRect()
      return lines.size > 1 || left < room.left || right > room.right
    })
  }
  return headings.flatMap((heading) => {
    const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
    const broken: string[] = []
    while (texts.nextNode()) {
      if (isBroken(heading, texts.currentNode as Text)) broken.push(heading.textContent ?? '')
    }
    return broken
  })
}

/** Where the simulator of the product under test listens; its data directory says so. */
function simulatorUrl(): string {
  const dataDir = process.env.E2E_DATA_DIR
  if (!dataDir) throw new Error('Set E2E_DATA_DIR to the data directory of what runs at E2E_BASE_URL.')
  const running = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as {
    estate: { awsEndpointUrl: string }
  }
  return running.estate.awsEndpointUrl
}

/** Asks for a collection in the page and waits on the run's own page until it has ended. */
export async function collectNow(page: Page, accountIds: readonly string[] = []): Promise<void> {
  await page.goto('/runs')
  await page.getByRole('button', { name: 'Collect now' }).click()
  const dialog = page.getByRole('dialog', { name: 'Collect now' })
  if (accountIds.length > 0) {
    await dialog.getByText('Some sources or accounts').click()
    await dialog.getByRole('textbox', { name: 'Account ids' }).fill(accountIds.join(' '))
  }
  await dialog.getByRole('button', { name: 'Collect', exact: true }).click()
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/, { timeout: 60_000 })
  const startedAndFinished = page.getByRole('definition').locator('time')
  await expect(startedAndFinished).toHaveCount(2, { timeout: 120_000 })
}

/** What time it is in the simulated AWS; with an instant, from now on. */
export async function simulatorInstant(instant?: string): Promise<string> {
  const request = instant === undefined ? {} : { method: 'POST', body: JSON.stringify({ instant }) }
  const answer = await fetch(`${simulatorUrl()}/_simulator/clock`, request)
  expect(answer.ok, 'asking for the simulated clock').toBe(true)
  return ((await answer.json()) as { instant: string }).instant
}
