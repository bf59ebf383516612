import { defineConfig } from '@playwright/test'
import { THEME_COOKIE, type Theme } from './lib/core/theme.ts'

/** Specs with this word in their title are about what a page looks like, and run in every appearance. */
const EVERY_APPEARANCE = /@appearance/
/** Specs with this word collect or decide: others would not see twice the same beside them. */
const CHANGES = /@changes/

const WIDE = { width: 1440, height: 900 }
const NARROW = { width: 390, height: 844 }

/** The theme is a cookie, so that the server draws the first page in it. */
function inTheme(theme: Theme) {
  const cookie = { name: THEME_COOKIE, value: theme, domain: '127.0.0.1', path: '/', expires: -1 }
  return { cookies: [{ ...cookie, httpOnly: false, secure: false, sameSite: 'Lax' as const }], origins: [] }
}

function appearance(theme: Theme, viewport: { width: number; height: number }) {
  return { viewport, storageState: inTheme(theme), colorScheme: theme }
}

/** What only looks, two at a time. */
const LOOKING = [
  { name: 'light', grepInvert: CHANGES, use: appearance('light', WIDE) },
  { name: 'dark', grep: EVERY_APPEARANCE, use: appearance('dark', WIDE) },
  { name: 'light-narrow', grep: EVERY_APPEARANCE, use: appearance('light', NARROW) },
  { name: 'dark-narrow', grep: EVERY_APPEARANCE, use: appearance('dark', NARROW) },
]

export default defineConfig({
  testDir: 'e2e',
  // Vitest's own tests stand beside these.
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/start-product.ts',
  outputDir: 'test-results',
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  fullyParallel: true,
  workers: 2,
  reporter: 'list',
  use: {
    baseURL: process.env.E2E_BASE_URL,
    trace: 'retain-on-failure',
    launchOptions: {
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
    },
  },
  projects: [
    ...LOOKING,
    {
      name: 'changes',
      grep: CHANGES,
      workers: 1,
      dependencies: LOOKING.map(({ name }) => name),
      use: appearance('light', WIDE),
    },
  ],
})
