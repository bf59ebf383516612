#!/usr/bin/env node
/** The `steward` command. Everything behind it is TypeScript, which needs a newer Node.js than may be installed. */
import './leave-with-parent.mjs'
import { goOnUnderNewerNode } from './newer-node.mjs'

await goOnUnderNewerNode()
const { ensureInstalled } = await import('./prepare/install.mjs')
await ensureInstalled()
const { main } = await import('./main.ts')
await main(process.argv)
