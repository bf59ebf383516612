/** Starts an embedded server and a child, says where they are, and stays: to be killed by a test. */
import { join } from 'node:path'
import { startCluster } from '../../../lib/db/embedded/cluster.ts'
import { startChild } from '../child.ts'

const [home = ''] = process.argv.slice(2)
const cluster = await startCluster({ home })
const child = startChild({ name: 'child', args: ['-e', 'setInterval(() => {}, 1000)'], settings: {}, logDir: home })
process.stdout.write(
  `${JSON.stringify({ url: cluster.superuserUrl, child: child.process.pid, log: join(cluster.home, 'log') })}\n`,
)
setInterval(() => {}, 1_000)
