import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from '../prepare/chromium.mjs'
import { runTool } from './run-tool.mjs'

/** Playwright starts the product the way `npm start` does (e2e/start-product.ts). */
export async function runBrowserTests() {
  const chromium = await ensureChromium()
  const directory = mkdtempSync(join(tmpdir(), 'steward-report-'))
  const file = join(directory, 'report.json')
  try {
    await runTool('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], {
      env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    })
    return countReport(JSON.parse(readFileSync(file, 'utf8')))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** A test that passed only when it was tried again has failed once: it counts as failed, like one that was skipped. */
export function countReport({ stats, errors }) {
  const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length
  const nothingRan = stats.expected + failed === 0
  return { passed: stats.expected, failed: nothingRan ? 1 : failed }
}
