/**
 * `npm test`: types, lint, unit, database, protocol, guards, browser. With names of parts, only those. Counts come from
 * the runners' own reports; whatever was skipped, could not be loaded or did not run at all counts as failed.
 */
import './leave-with-parent.mjs'
import { goOnUnderNewerNode } from './newer-node.mjs'

await goOnUnderNewerNode()
const { ensureInstalled } = await import('./prepare/install.mjs')
await ensureInstalled({ development: true })
const { runChecks } = await import('./checks/run-checks.mjs')
process.exit(await runChecks(process.argv.slice(2)))
