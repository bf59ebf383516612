/** Everything that a container must not have to make: the database client and the build of the web. */
import { build } from './build.mjs'
import { ensureInstalled } from './install.mjs'

await ensureInstalled()
await build()
