/** For tests: a way to the database on which connections can fall silent without being closed, or be cut. */
import { connect, createServer, type Socket } from 'node:net'
import { changeDatabaseUrl, readDatabaseUrl } from '../database-url.ts'

export type StallingProxy = {
  /** The same login and database, through the proxy. */
  through(url: string): string
  /** From now on nothing passes on the connections there are, or also on new ones. Answers how many there are. */
  stall(options?: { newOnes?: boolean }): number
  /** Of the next connections, cuts those at their first statement of which `isCut` says so, by number from 1. */
  cutWhere(isCut: (connection: number) => boolean): void
  close(): Promise<void>
}

export async function startStallingProxy(databaseUrl: string): Promise<StallingProxy> {
  const { host, port: target } = readDatabaseUrl(databaseUrl)
  const open = new Set<[Socket, Socket]>()
  let refusesNew = false
  let isCut: (connection: number) => boolean = () => false
  let connections = 0
  const server = createServer((near) => {
    const far = connect(target, host)
    if (isCut(++connections)) cutAtFirstStatement(near)
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
    cutWhere: (chosen) => {
      connections = 0
      isCut = chosen
    },
    close: async () => {
      for (const [near] of open) near.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A statement's message, of the simple or the extended protocol. What is said before it is for signing in. */
const STATEMENT = /^[QP]$/

function cutAtFirstStatement(near: Socket): void {
  near.on('data', (chunk) => {
    if (STATEMENT.test(String.fromCharCode(chunk[0] ?? 0))) near.destroy()
  })
}
