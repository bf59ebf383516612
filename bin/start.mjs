/** `npm start`: whatever is missing first, then web and worker, and in a demo the simulated organisation. */
import './leave-with-parent.mjs'
import { goOnUnderNewerNode } from './newer-node.mjs'

await goOnUnderNewerNode()
const { ensureInstalled } = await import('./prepare/install.mjs')
await ensureInstalled()
const { start } = await import('./supervise/start.ts')
await start()
