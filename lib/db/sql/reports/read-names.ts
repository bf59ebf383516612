import type { PoolClient } from 'pg'

export type NamesWanted = {
  accounts: readonly string[]
  teams: readonly string[]
  people: readonly string[]
  subjects: readonly string[]
}
export type Name = { kind: keyof NamesWanted; id: string; name: string }

/** What things are called at the moment. Of a subject as its recommendations say, else as its findings do. */
export async function readNames(client: PoolClient, wanted: NamesWanted): Promise<Name[]> {
  const { rows } = await client.query<Name>(
    `SELECT 'accounts' AS kind, id, name FROM account WHERE id = ANY ($1)
     UNION ALL SELECT 'teams', id, name FROM team WHERE id = ANY ($2)
     UNION ALL SELECT 'people', id, name FROM person WHERE id = ANY ($3)
     UNION ALL
     SELECT 'subjects', s.subject, coalesce(r.title, f.title) FROM unnest($4::text[]) AS s(subject)
       LEFT JOIN LATERAL (SELECT title FROM recommendation WHERE subject = s.subject AND title <> ''
         ORDER BY account_id, id LIMIT 1) r ON true
       LEFT JOIN LATERAL (SELECT details ->> 'title' AS title FROM finding WHERE subject = s.subject
         ORDER BY account_id, id LIMIT 1) f ON true
     WHERE coalesce(r.title, f.title, '') <> ''
     ORDER BY 1, 2`,
    [wanted.accounts, wanted.teams, wanted.people, wanted.subjects],
  )
  return rows
}
