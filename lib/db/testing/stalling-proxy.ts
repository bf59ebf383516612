/** For tests: a way to the database on which connections can fall silent without being closed. */
import { connect, createServer, type Socket } from 'node:net'
import { changeDatabaseUrl, readDatabaseUrl } from '../database-url.ts'

export type StallingProxy = {
  /** The same login and database, through the proxy. */
  through(url: string): string
  /** From now on nothing passes on the connections there are, or also on new ones. Answers how many there are. */
  stall(options?: { newOnes?: boolean }): number
  close(): Promise<void>
}

export async function startStallingProxy(databaseUrl: string): Promise<StallingProxy> {
  const { host, port: target } = readDatabaseUrl(databaseUrl)
  const open = new Set<[Socket, Socket]>()
  let refusesNew = false
  const server = createServer((near) => {
    const far = connect(target, host)
    const pair: [Socket, Socket] = [near, far]
    open.add(pair)
    if (!refusesNew) {
      near.pipe(far)
      far.pipe(near)
    }
    for (const socket of pair) {
      socket.on('error', () => {})
      socket.once('close', () => {
        open.delete(pair)
        for (const either of pair) either.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    through: (url) => changeDatabaseUrl(url, { host: '127.0.0.1', port }),
    stall: ({ newOnes = false } = {}) => {
      refusesNew = newOnes
      for (const [near, far] of open) {
        near.unpipe(far).pause()
        far.unpipe(near).pause()
      }
      return open.size
    },
    close: async () => {
      for (const [near] of open) near.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
