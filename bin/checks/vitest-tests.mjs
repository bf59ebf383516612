import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool } from './run-tool.mjs'

/** Runs projects of vitest.config.ts together. */
export async function runVitest(projects) {
  const directory = mkdtempSync(join(tmpdir(), 'steward-report-'))
  const file = join(directory, 'report.json')
  try {
    const { status } = await runTool('node_modules/vitest/vitest.mjs', [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ])
    return countReport(JSON.parse(readFileSync(file, 'utf8')), status)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

export function countReport(report, status) {
  const passed = report.numPassedTests
  // Failed, skipped and to be written: all of them did not show what their title says.
  let failed = report.numTotalTests - passed
  // A file that cannot be loaded has no tests to count.
  failed += report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  ).length
  // Errors outside of tests, or no tests at all.
  if (failed === 0 && (status !== 0 || !report.success)) failed = 1
  return { passed, failed }
}

const isFailed = ({ status }) => status === 'failed'
