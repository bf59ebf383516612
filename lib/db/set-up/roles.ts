import type pg from 'pg'
import { AppError } from '../../errors.ts'
import { readDatabaseUrl } from '../database-url.ts'
import { type DerivedLogin, GROUP_ROLES } from '../urls.ts'

/** PostgreSQL's codes for "may not" and for "somebody else made it in the meantime". */
const INSUFFICIENT_PRIVILEGE = '42501'
const DUPLICATE_OBJECT = '42710'
const UNIQUE_VIOLATION = '23505'

const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code

/** The group roles that migrations grant to. They belong to the server, so another database may have made them. */
export async function ensureGroupRoles(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)', [
    GROUP_ROLES,
  ])
  const existing = new Set(rows.map(({ rolname }) => rolname))
  for (const role of GROUP_ROLES.filter((name) => !existing.has(name))) {
    await asAdministrator(client, () => unlessMadeMeanwhile(() => client.query(`CREATE ROLE ${role} NOLOGIN`)))
  }
}

/**
 * One derived login with its password and its groups. The web login does not inherit: it takes one group's role per
 * transaction, so that a query outside a viewer's transaction may read nothing.
 */
export async function ensureLogin(client: pg.ClientBase, login: DerivedLogin, inherits: boolean): Promise<void> {
  const name = client.escapeIdentifier(login.name)
  const attributes = `LOGIN ${inherits ? 'INHERIT' : 'NOINHERIT'} PASSWORD ${client.escapeLiteral(login.password)}`
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login.name])
  await asAdministrator(client, async () => {
    if (!rowCount) await unlessMadeMeanwhile(() => client.query(`CREATE ROLE ${name} ${attributes}`))
    else await client.query(`ALTER ROLE ${name} ${attributes}`)
    for (const role of login.roles) {
      if (!(await isMember(client, login.name, role))) await client.query(`GRANT ${role} TO ${name}`)
    }
  })
}

/** A login that was given by a setting: it must belong to its groups, and nobody else can see to that here. */
export async function requireMembership(
  client: pg.ClientBase,
  setting: string,
  loginUrl: string,
  roles: readonly string[],
) {
  const { user: login } = readDatabaseUrl(loginUrl)
  for (const role of roles) {
    if (await isMember(client, login, role)) continue
    const name = client.escapeIdentifier(login)
    throw new AppError(
      'usage',
      `The login in ${setting} does not belong to the role ${role}. Run as an administrator of the database: GRANT ${role} TO ${name};`,
    )
  }
}

async function isMember(client: pg.ClientBase, login: string, role: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles l ON l.oid = m.member
     WHERE g.rolname = $1 AND l.rolname = $2`,
    [role, login],
  )
  return Boolean(rowCount)
}

async function unlessMadeMeanwhile(create: () => Promise<unknown>): Promise<void> {
  try {
    await create()
  } catch (error) {
    if (![DUPLICATE_OBJECT, UNIQUE_VIOLATION].includes(codeOf(error) ?? '')) throw error
  }
}

/** Turns "permission denied" into the sentence that says what to run. */
async function asAdministrator(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw error
    throw new AppError('usage', await remedy(client), { cause: error })
  }
}

async function remedy(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string; may: boolean; existing: string[] }>(
    `SELECT current_user AS name, r.rolcreaterole AS may,
       ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY ($1)) AS existing
     FROM pg_roles r WHERE r.rolname = current_user`,
    [GROUP_ROLES],
  )
  const login = rows[0]
  const name = client.escapeIdentifier(login?.name ?? '')
  const statements = login?.may ? [] : [`ALTER ROLE ${name} CREATEROLE;`]
  // Roles that another login made can be granted only by who administers them.
  if (login?.existing.length) statements.push(`GRANT ${login.existing.join(', ')} TO ${name} WITH ADMIN OPTION;`)
  return `The database login ${name} may not create the roles that Steward needs. Run as an administrator of the database: ${statements.join(' ')}`
}
