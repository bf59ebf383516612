/**
 * Runs one part of docker-compose.yml: `node deploy/container.mjs PART`. It puts together what the parts of one
 * installation have to tell each other (the database's password, the web's and the worker's own logins, the simulated
 * organisation of a demo), each through a volume that only those mount who may know it, and then runs the command.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createWriteStream, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Of the server's superuser, whom no part works as but the one that gives the database to the migrator. */
const PASSWORD_FILE = '/run/steward/database/password'
const MIGRATOR_PASSWORD_FILE = '/run/steward/migrator/password'
const MIGRATOR = 'steward_migrator'
const WEB_LOGIN_FILE = '/run/steward/web/database-url'
const WORKER_LOGIN_FILE = '/run/steward/worker/database-url'
const ESTATE_FILE = '/run/steward/estate/where.json'
const SIMULATOR_PORT = '4566'
/** The web listens on loopback, like everywhere; the gate is what Docker can publish. */
const WEB_PORT = 3001
const GATE_PORT = 3000
const demo = (process.env.STEWARD_MODE || 'demo') === 'demo'

const PARTS = {
  /** Makes the passwords of the server's superuser and of the migrator at the first start: there are no default ones. */
  secrets: () => {
    for (const file of [PASSWORD_FILE, MIGRATOR_PASSWORD_FILE]) {
      if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o644 })
    }
  },

  /** Gives the database to the migrator, who is no superuser, also where an earlier version had the superuser fill it. */
  owner: async () => {
    const { handOver } = await import('../lib/db/set-up/hand-over.ts')
    await handOver(databaseUrl('steward', PASSWORD_FILE), {
      name: MIGRATOR,
      password: readFileSync(MIGRATOR_PASSWORD_FILE, 'utf8'),
    })
  },

  migrate: async () => {
    const url = migratorUrl()
    await steward(['migrate'], { DATABASE_URL: url })
    const { databaseUrls } = await import('../lib/db/urls.ts')
    const { web, worker } = databaseUrls(url)
    writeFileSync(WEB_LOGIN_FILE, web, { mode: 0o600 })
    writeFileSync(WORKER_LOGIN_FILE, worker, { mode: 0o600 })
  },

  /** `docker compose run --rm migrate admin create EMAIL`: the part of the migrator is the one that has its login. */
  admin: () => withMigrator(),
  backup: () => withMigrator(),
  restore: () => withMigrator(),
  'verify-history': () => withMigrator(),

  simulator: async () => {
    if (!demo) return
    // The first line says where it is and how to sign; the file appears when it is whole.
    const simulator = spawn(process.execPath, ['bin/steward.mjs', 'simulate', '--json', '--port', SIMULATOR_PORT], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    simulator.stdout.pipe(createWriteStream(`${ESTATE_FILE}.unfinished`, { mode: 0o600 }))
    simulator.stdout.once('data', () => setTimeout(() => renameSync(`${ESTATE_FILE}.unfinished`, ESTATE_FILE), 200))
    await ended(simulator)
  },

  past: async () => {
    if (!demo) return
    // Its people decide by the web's login, as on the pages.
    await steward(['fill-past'], { ...workerLogin(), ...webLogin(), ...(await estate()) })
  },

  worker: async () => steward(['worker'], { ...workerLogin(), ...(await estate()) }),

  web: () => steward(['web'], { ...webLogin(), PORT: String(WEB_PORT) }),

  /** For the health checks: ends with 0 when the address answers as it should. */
  healthy: async () => {
    const answer = await fetch(process.argv[3] ?? '', { signal: AbortSignal.timeout(8_000) }).catch((error) => error)
    if (answer.ok) process.exit(0)
    const said = answer instanceof Error ? String(answer.cause ?? answer) : `${answer.status} ${await answer.text()}`
    process.stderr.write(`${said.slice(0, 500)}\n`)
    process.exit(1)
  },

  /** Holds the network that the other parts share, and lets in what comes to its published port. */
  gate: () => {
    createServer((visitor) => {
      const web = connect(WEB_PORT, '127.0.0.1')
      const close = () => {
        visitor.destroy()
        web.destroy()
      }
      visitor.on('error', close).on('close', close).pipe(web)
      web.on('error', close).on('close', close).pipe(visitor)
    }).listen(GATE_PORT, '0.0.0.0')
    return new Promise(() => {})
  },
}

const databaseUrl = (login, passwordFile) =>
  `postgresql://${login}:${readFileSync(passwordFile, 'utf8')}@database:5432/steward`

const migratorUrl = () => databaseUrl(MIGRATOR, MIGRATOR_PASSWORD_FILE)

/** A command as it was written. */
const withMigrator = () => steward(process.argv.slice(2), { DATABASE_URL: migratorUrl() })

const workerLogin = () => ({ STEWARD_WORKER_DATABASE_URL: readFileSync(WORKER_LOGIN_FILE, 'utf8') })

const webLogin = () => ({ STEWARD_WEB_DATABASE_URL: readFileSync(WEB_LOGIN_FILE, 'utf8') })

/** A real organisation is reached with the credentials that the container was given. */
async function estate() {
  if (!demo) return {}
  while (!existsSync(ESTATE_FILE)) await wait(200)
  const where = JSON.parse(readFileSync(ESTATE_FILE, 'utf8').split('\n')[0])
  return {
    AWS_ENDPOINT_URL: where.endpoint,
    AWS_ACCESS_KEY_ID: where.accessKeyId,
    AWS_SECRET_ACCESS_KEY: where.secretAccessKey,
    AWS_REGION: where.region,
    NO_PROXY: '*',
    no_proxy: '*',
    STEWARD_MEMBER_ROLE: where.memberRole,
    STEWARD_EXTERNAL_ID: where.externalId,
    STEWARD_AWS_PACE: 'none',
  }
}

function steward(args, settings) {
  const child = spawn(process.execPath, ['bin/steward.mjs', ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...settings },
  })
  return ended(child)
}

/** Passes a request to stop on, and ends with the status of what it ran. */
async function ended(child) {
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
  const status = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  if (status !== 0) process.exit(status)
}

const part = PARTS[process.argv[2] ?? '']
if (!part) {
  process.stderr.write(`Name a part: ${Object.keys(PARTS).join(', ')}.\n`)
  process.exit(2)
}
if (process.argv[2] === 'gate') for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0))
await part()
