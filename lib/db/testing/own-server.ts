/** For tests: a PostgreSQL of one test's own, which may be killed, restarted and configured. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cluster, startCluster } from '../embedded/cluster.ts'
import { prepareServer, type TestServer } from '../test-database.ts'

export type OwnServer = {
  server: TestServer
  home: string
  /** As when its machine loses power: every connection ends at once. It is up again, on its port, when this settles. */
  crash(): Promise<void>
  stop(): Promise<void>
}

export async function startOwnServer(): Promise<OwnServer> {
  const home = mkdtempSync(join(tmpdir(), 'steward-own-server-'))
  let cluster: Cluster = await startCluster({ home })
  const { server } = await prepareServer(cluster.superuserUrl)
  return {
    server,
    home: cluster.home,
    crash: async () => {
      const [pid] = readFileSync(join(cluster.home, 'data/postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGKILL')
      await cluster.ended
      cluster = await startCluster({ home, port: cluster.port })
    },
    stop: async () => {
      await cluster.stop()
      for (const directory of [home, cluster.home]) rmSync(directory, { recursive: true, force: true })
    },
  }
}
