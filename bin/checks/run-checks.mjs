import { runBrowserTests } from './browser-tests.mjs'
import { checkLint, checkTypes } from './static-checks.mjs'
import { runVitest } from './vitest-tests.mjs'

/** In the order of what is told soonest. Each answers with `{ passed, failed }`. */
const PARTS = {
  types: checkTypes,
  lint: checkLint,
  unit: () => runVitest(['unit']),
  db: () => runVitest(['db']),
  wire: () => runVitest(['wire']),
  guard: () => runVitest(['guard']),
  e2e: runBrowserTests,
  soak: () => runVitest(['soak']),
}
/** One run for all that Vitest does, so that they share their database server. */
const EVERYTHING = {
  types: checkTypes,
  lint: checkLint,
  'unit, database, protocol and guards': () => runVitest(['unit', 'db', 'wire', 'guard']),
  browser: runBrowserTests,
}

/** Answers with the exit status. */
export async function runChecks(names) {
  const unknown = names.filter((name) => !(name in PARTS))
  if (unknown.length > 0) {
    process.stderr.write(`There is no part ${unknown.join(', ')}. Parts are: ${Object.keys(PARTS).join(', ')}.\n`)
    return 2
  }
  const parts = names.length > 0 ? names.map((name) => [name, PARTS[name]]) : Object.entries(EVERYTHING)
  const total = { passed: 0, failed: 0 }
  const lines = []
  for (const [name, runPart] of parts) {
    const startedAt = performance.now()
    const { passed, failed } = await runOrFail(name, runPart)
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    lines.push(`${name}: ${passed} passed, ${failed} failed, ${seconds} s`)
    total.passed += passed
    total.failed += failed
  }
  process.stdout.write(`\n${lines.join('\n')}\n${total.passed} passed, ${total.failed} failed\n`)
  return total.failed === 0 && total.passed > 0 ? 0 : 1
}

/** A part that cannot even run is a failure of that part, and no reason to leave the others out. */
async function runOrFail(name, runPart) {
  process.stdout.write(`\n── ${name}\n`)
  try {
    return await runPart()
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return { passed: 0, failed: 1 }
  }
}
