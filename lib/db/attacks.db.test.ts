/** What somebody tries who has got hold of a login of the web or of a worker, in SQL and without our code. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readDatabaseUrl } from './database-url.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

const OWN = '111111111111'
const FOREIGN = '222222222222'
const RECOMMENDATION = randomUUID()

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  const { admin } = database
  await admin.query(`INSERT INTO team VALUES ('payments', 'Payments', now()), ('data', 'Data', now())`)
  await admin.query(
    `INSERT INTO account (id, arn, name, email, state, team_id, first_seen_at, state_since) VALUES
     ($1, 'arn', 'own', 'x', 'ACTIVE', 'payments', now(), now()), ($2, 'arn', 'foreign', 'x', 'ACTIVE', 'data', now(), now())`,
    [OWN, FOREIGN],
  )
  await admin.query(
    `INSERT INTO recommendation (account_id, id, subject, check_id, stage, origin, priority, open_findings, version, created_at, changed_at)
     SELECT account, id, 'a', 'b', 'pending_response', 'detected', 1, 1, 1, now(), now()
     FROM (VALUES ($1, $3::uuid), ($2, gen_random_uuid())) r(account, id)`,
    [OWN, FOREIGN, RECOMMENDATION],
  )
})
beforeEach(async () => {
  await database.admin.query('TRUNCATE person, membership, auth_session, answer')
  await database.admin.query(`INSERT INTO person (id, email, name, role, created_at) VALUES
    ('mara', 'm@example.org', 'Mara', 'member', now()), ('ada', 'a@example.org', 'Ada', 'auditor', now()),
    ('cara', 'c@example.org', 'Cara', 'ccoe', now())`)
  await database.admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
  await database.admin.query(`INSERT INTO auth_session (id, token, user_id, expires_at, created_at, updated_at)
    VALUES ('s1', 'secret', 'mara', now() + interval '1 day', now(), now())`)
})
afterAll(() => database.drop())

type Run = (sql: string, values?: unknown[]) => Promise<pg.QueryResult>

/** One connection as the real login, from the first statement to the last. */
async function as<Result>(url: string, start: string[], attack: (run: Run) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const sql of start) await client.query(sql)
    return await attack((sql, values) => client.query(sql, values))
  } finally {
    await client.end()
  }
}

const asPerson = (personId: string, role: string) => [
  `SET ROLE ${role}`,
  `SELECT set_config('steward.person', '${personId}', false)`,
]
const MEMBER = asPerson('mara', 'steward_web_member')
const AUDITOR = asPerson('ada', 'steward_web_all')
const CCOE = asPerson('cara', 'steward_web_all')
const AUTH = ['SET ROLE steward_auth']
const ROLES = { member: MEMBER, auditor: AUDITOR, ccoe: CCOE, auth: AUTH }

const DENIED = /permission denied|row-level security|must be (owner|member)|must be superuser/

describe('temporary tables', () => {
  test.each(Object.entries({ ...ROLES, login: [] }))('are made by nobody of the web: %s', async (_, start) => {
    const made = as(database.webUrl, start, (run) =>
      run('CREATE TEMPORARY TABLE membership (person_id text, team_id text)'),
    )
    await expect(made).rejects.toThrow('permission denied to create temporary tables')
  })

  test('are made by no worker', async () => {
    const made = as(database.workerUrl, [], (run) => run('CREATE TEMPORARY TABLE account (id text)'))
    await expect(made).rejects.toThrow('permission denied to create temporary tables')
  })

  describe('if a server gave them to everybody all the same', () => {
    const temporary = (verb: string) =>
      database.admin.query(
        `${verb} TEMPORARY ON DATABASE ${readDatabaseUrl(database.url).database} ${verb === 'GRANT' ? 'TO' : 'FROM'} PUBLIC`,
      )
    beforeAll(() => temporary('GRANT'))
    afterAll(() => temporary('REVOKE'))

    test('run nothing with the rights of the migrator when a person is disabled', async () => {
      const seen = await as(database.webUrl, AUTH, async (run) => {
        await run('CREATE TEMPORARY TABLE auth_session (user_id text)')
        await run(`INSERT INTO auth_session VALUES ('mara')`)
        await run('CREATE TEMPORARY TABLE evidence (who text)')
        await run('GRANT INSERT ON evidence TO PUBLIC')
        await run(`CREATE FUNCTION pg_temp.noted() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN INSERT INTO pg_temp.evidence VALUES (current_user); RETURN OLD; END $$`)
        await run('GRANT DELETE, SELECT ON auth_session TO PUBLIC')
        await run(
          'CREATE TRIGGER noted BEFORE DELETE ON pg_temp.auth_session FOR EACH ROW EXECUTE FUNCTION pg_temp.noted()',
        )
        await run(`UPDATE public.person SET disabled_at = now() WHERE id = 'mara'`)
        return (await run('SELECT who FROM pg_temp.evidence')).rows
      })
      expect(seen).toEqual([])
      expect((await database.admin.query('SELECT FROM auth_session')).rowCount).toBe(0)
    })

    test.each(['membership', 'account', 'person', 'team'])('widen nobody’s reach: a temporary %s', async (table) => {
      const reached = await as(database.webUrl, MEMBER, async (run) => {
        await run(`CREATE TEMPORARY TABLE ${table} AS SELECT * FROM public.${table}`)
        if (table === 'membership') await run(`INSERT INTO pg_temp.membership VALUES ('mara', 'data')`)
        if (table === 'account') await run(`INSERT INTO pg_temp.account SELECT * FROM pg_temp.account`)
        if (table === 'account') await run(`UPDATE pg_temp.account SET id = '${FOREIGN}' WHERE ctid = '(0,1)'`)
        await run(`GRANT SELECT ON pg_temp.${table} TO PUBLIC`)
        return (await run('SELECT id FROM public.account ORDER BY id')).rows
      })
      expect(reached).toEqual([{ id: OWN }])
    })

    test('make no auditor somebody who decides', async () => {
      const changed = await as(database.webUrl, AUDITOR, async (run) => {
        await run(`CREATE TEMPORARY TABLE person (id text, role text, disabled_at timestamptz)`)
        await run(`INSERT INTO pg_temp.person VALUES ('ada', 'ccoe', NULL)`)
        await run('GRANT SELECT ON pg_temp.person TO PUBLIC')
        return (await run(`UPDATE public.recommendation SET note = 'forged'`)).rowCount
      })
      expect(changed).toBe(0)
    })

    test('change nothing that a source of the organisation says of itself', async () => {
      await as(database.webUrl, MEMBER, async (run) => {
        await run(`CREATE TEMPORARY TABLE scope (source text, expected boolean, status text, cause text, message text,
          since timestamptz, last_complete_at timestamptz, first_complete_at timestamptz)`)
        await run(`INSERT INTO pg_temp.scope VALUES ('organization', true, 'forged')`)
        await run('GRANT SELECT ON pg_temp.scope TO PUBLIC')
        expect((await run(`SELECT status FROM public.steward_organization_scope('organization')`)).rows).toEqual([])
      })
    })
  })
})

describe.each(Object.entries(ROLES))('with the web’s login, as %s, nobody', (role, start) => {
  const ATTACKS = [
    'CREATE TABLE public.mine (a int)',
    'CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    'CREATE SCHEMA mine',
    'CREATE TABLE staging.mine (a int)',
    'SELECT FROM pgboss.job',
    `COPY (SELECT 1) TO '/tmp/steward-attack'`,
    `COPY public.team TO PROGRAM 'cat'`,
    `SELECT pg_read_file('/etc/passwd')`,
    'SELECT FROM pg_authid',
    'ALTER TABLE public.person DISABLE TRIGGER ALL',
    'ALTER TABLE public.account DISABLE ROW LEVEL SECURITY',
    'DROP POLICY reads_own ON public.account',
    'CREATE ROLE mine',
    'GRANT steward_worker TO CURRENT_USER',
    'SET ROLE steward_worker',
    'SET session_replication_role = replica',
    'TRUNCATE public.history',
    'DELETE FROM public.history',
    `UPDATE public.history SET actor = 'mara'`,
    'DELETE FROM public.recommendation',
    'UPDATE public.recommendation SET open_findings = 0',
    `UPDATE public.account SET team_id = 'payments'`,
    `UPDATE public.installation SET mode = 'aws'`,
    'DELETE FROM public.person',
    `UPDATE public.collection_run SET status = 'complete'`,
    `UPDATE public.scope SET status = 'complete'`,
    'DELETE FROM public.answer',
    `UPDATE public.answer SET result = '{}'`,
    `SELECT public.steward_add_organization_counts('[]', NULL, NULL, NULL, NULL)`,
    `SELECT public.steward_end_sessions()`,
  ]
  test.each(ATTACKS)('%s', async (attack) => {
    await expect(as(database.webUrl, start, (run) => run(attack))).rejects.toThrow(
      attack.includes('organization_counts') ? /permission denied|null/ : DENIED,
    )
  })

  if (role !== 'auth') {
    const SIGN_IN = ['auth_session', 'auth_account', 'auth_verification', 'administrator_link']
    test.each(SIGN_IN)('reads, adds to or changes %s', async (table) => {
      for (const attack of [`SELECT FROM public.${table}`, `DELETE FROM public.${table}`]) {
        await expect(
          as(database.webUrl, start, (run) => run(attack)),
          attack,
        ).rejects.toThrow('permission denied')
      }
    })
    test.each([`UPDATE public.person SET role = 'ccoe'`, `INSERT INTO public.membership VALUES ('mara', 'data')`])(
      'gives themselves rights: %s',
      async (attack) => {
        await expect(as(database.webUrl, start, (run) => run(attack))).rejects.toThrow('permission denied')
      },
    )
  } else {
    test.each(['account', 'finding', 'recommendation', 'scope', 'history', 'collection_run', 'report', 'answer'])(
      'reads %s by the way of signing in',
      async (table) => {
        await expect(as(database.webUrl, start, (run) => run(`SELECT FROM public.${table}`))).rejects.toThrow(
          'permission denied',
        )
      },
    )
  }
})

describe('an answer that is remembered', () => {
  const insert = (personId: string) => (run: Run) =>
    run(`INSERT INTO answer VALUES ($1, gen_random_uuid(), now(), 'hash', '{"stage":"kept"}')`, [personId])

  test('is read by its sender alone, whoever may read everything', async () => {
    await as(database.webUrl, MEMBER, insert('mara'))
    const read = (run: Run) => run('SELECT person_id FROM answer')
    expect((await as(database.webUrl, MEMBER, read)).rows).toEqual([{ person_id: 'mara' }])
    for (const start of [AUDITOR, CCOE]) expect((await as(database.webUrl, start, read)).rows).toEqual([])
  })

  test('is written in nobody else’s name', async () => {
    for (const start of [MEMBER, AUDITOR, CCOE]) {
      await expect(as(database.webUrl, start, insert('somebody'))).rejects.toThrow('row-level security')
    }
  })
})

describe('an entry of the history', () => {
  const add =
    (actor: string, object: string, accountId: string | null = null) =>
    (run: Run) =>
      run(
        `INSERT INTO public.history (at, id, account_id, actor, action, object, entry)
       VALUES (now(), gen_random_uuid(), $3, $1, 'recommendation.answered', $2, '{}')`,
        [actor, object, accountId],
      )
  const decision = `recommendation:${RECOMMENDATION}`

  test('is added by a person in their own name', async () => {
    await expect(as(database.webUrl, MEMBER, add('mara', decision, OWN))).resolves.toBeDefined()
    await expect(as(database.webUrl, MEMBER, add('cara', decision, OWN))).rejects.toThrow('row-level security')
  })

  test('that is a decision is not added by an auditor, nor by the way of signing in', async () => {
    await expect(as(database.webUrl, AUDITOR, add('ada', decision, OWN))).rejects.toThrow('row-level security')
    await expect(as(database.webUrl, AUTH, add('cara', decision, OWN))).rejects.toThrow('row-level security')
    await expect(as(database.webUrl, AUTH, add('cara', decision))).rejects.toThrow('row-level security')
    await expect(as(database.webUrl, AUTH, add('cara', 'person:cara'))).resolves.toBeDefined()
  })
})

describe('with a worker’s login nobody', () => {
  test('adds to the history in a person’s name', async () => {
    const add = (actor: string) =>
      as(database.workerUrl, [], (run) =>
        run(
          `INSERT INTO history (at, id, account_id, actor, action, object, entry)
           VALUES (now(), gen_random_uuid(), $1, $2, 'rejected', $3, '{}')`,
          [OWN, actor, `recommendation:${RECOMMENDATION}`],
        ),
      )
    await expect(add('cara')).rejects.toThrow('row-level security')
    await expect(add('steward')).resolves.toBeDefined()
  })

  test.each([
    'SELECT FROM auth_session',
    'SELECT FROM auth_account',
    'SELECT FROM auth_verification',
    'SELECT FROM administrator_link',
    `UPDATE person SET role = 'ccoe'`,
    `INSERT INTO membership VALUES ('mara', 'data')`,
    `UPDATE recommendation SET note = 'forged'`,
    `UPDATE recommendation SET decided_by = 'cara'`,
    `UPDATE recommendation SET committed_on = '2027-01-01'`,
    `UPDATE recommendation SET expires_on = NULL`,
    `UPDATE recommendation SET assignee = 'mara'`,
    `INSERT INTO answer VALUES ('mara', gen_random_uuid(), now(), 'hash', '{}')`,
    'DELETE FROM history',
    `UPDATE history SET actor = 'mara'`,
    'DELETE FROM finding_transition',
    `UPDATE finding_transition SET cause = 'fixed'`,
    'TRUNCATE finding_transition',
    'DELETE FROM account_owner',
    'UPDATE account_owner SET team_id = NULL',
    'DELETE FROM report',
    `UPDATE report SET week = '2026-W01'`,
    'DELETE FROM health_event_update',
    'UPDATE health_event_update SET event_id = event_id',
    'DELETE FROM health_entity_update',
    'UPDATE health_entity_update SET account_id = account_id',
    'CREATE TABLE public.mine (a int)',
    'ALTER TABLE history DISABLE TRIGGER ALL',
    'SET session_replication_role = replica',
    'SET ROLE steward_auth',
    'SET ROLE steward_web_all',
  ])('%s', async (attack) => {
    await expect(as(database.workerUrl, [], (run) => run(attack))).rejects.toThrow(DENIED)
  })
})
