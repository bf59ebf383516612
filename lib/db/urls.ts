import { createHmac } from 'node:crypto'
import { changeDatabaseUrl, readDatabaseUrl } from './database-url.ts'

export type DatabaseUrls = { migrator: string; web: string; worker: string }

/** A login that Steward makes for itself, with the group roles it belongs to. */
export type DerivedLogin = { name: string; password: string; roles: readonly string[] }

export const GROUP_ROLES = ['steward_worker', 'steward_web_all', 'steward_web_member', 'steward_auth'] as const

/**
 * The logins of one database. Names carry the database, because roles are shared by all databases of a server;
 * passwords follow from the migrator's own, so that nothing has to be stored.
 */
export function derivedLogins(migratorUrl: string): { web: DerivedLogin; worker: DerivedLogin } {
  const { database, password } = readDatabaseUrl(migratorUrl)
  const login = (part: string, roles: readonly string[]): DerivedLogin => ({
    name: `steward_${part}_${createHmac('sha256', database).update(part).digest('hex').slice(0, 12)}`,
    password: createHmac('sha256', password).update(`${database} ${part}`).digest('base64url'),
    roles,
  })
  return {
    web: login('web', ['steward_web_all', 'steward_web_member', 'steward_auth']),
    worker: login('worker', ['steward_worker']),
  }
}

function withLogin(migratorUrl: string, login: DerivedLogin): string {
  return changeDatabaseUrl(migratorUrl, { user: login.name, password: login.password })
}

export function databaseUrls(migratorUrl: string, given: { web?: string; worker?: string } = {}): DatabaseUrls {
  const logins = derivedLogins(migratorUrl)
  return {
    migrator: migratorUrl,
    web: given.web ?? withLogin(migratorUrl, logins.web),
    worker: given.worker ?? withLogin(migratorUrl, logins.worker),
  }
}
