import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectDir } from '../prepare/install.mjs'
import { runTool } from './run-tool.mjs'

/** Every type error is a failed test; no error is one that passed. */
export async function checkTypes() {
  // Next.js declares what importing a style sheet is, in a file that it makes.
  if (!existsSync(join(projectDir, 'next-env.d.ts'))) {
    await runTool('node_modules/next/dist/bin/next', ['typegen'], { quiet: true })
  }
  const { status, output } = await runTool('node_modules/typescript/bin/tsc', ['--noEmit', '--pretty', 'false'])
  const errors = output.split('\n').filter((line) => /\berror TS\d+:/.test(line)).length
  return counted(status, errors)
}

/** Every diagnostic of the linter, warnings too, is a failed test. */
export async function checkLint() {
  const args = ['check', '--reporter=json', '--max-diagnostics=none', '--error-on-warnings', '.']
  const { status, output } = await runTool('node_modules/@biomejs/biome/bin/biome', args, { quiet: true })
  const report = readReport(output)
  for (const { location, severity, category, message } of report.diagnostics) {
    const place = `${location?.path ?? ''}:${location?.start?.line ?? 1}`
    process.stdout.write(`${place} ${severity} ${category}: ${textOf(message)}\n`)
  }
  return counted(status, report.summary.errors + report.summary.warnings)
}

function readReport(output) {
  const start = output.indexOf('{')
  if (start < 0) throw new Error(`The linter gave no report:\n${output}`)
  return JSON.parse(output.slice(start))
}

const textOf = (message) =>
  typeof message === 'string' ? message : (message ?? []).map(({ content }) => content).join('')

/** A tool that fails without a countable reason has still failed. */
function counted(status, errors) {
  if (status === 0 && errors === 0) return { passed: 1, failed: 0 }
  return { passed: 0, failed: Math.max(1, errors) }
}
