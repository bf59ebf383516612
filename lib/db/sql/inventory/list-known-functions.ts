import type { ClientBase, Pool } from 'pg'
import type { KnownFunction } from '../../../collectors/define-source.ts'
import type { PlaceKey } from './table-shape.ts'

/** The functions of a place with their versions and aliases, as last recorded. */
export async function listKnownFunctions(
  database: Pool | ClientBase,
  { accountId, region }: PlaceKey,
): Promise<KnownFunction[]> {
  const { rows } = await database.query<KnownFunction>(
    `SELECT f.name, f.package_type AS "packageType", f.runtime,
       coalesce((SELECT json_agg(json_build_object('version', v.version, 'runtime', v.runtime) ORDER BY v.version)
         FROM lambda_version v WHERE v.account_id = f.account_id AND v.function_id = f.id), '[]') AS versions,
       coalesce((SELECT json_agg(json_build_object('name', a.name, 'version', a.version, 'weights', a.weights)
         ORDER BY a.name)
         FROM lambda_alias a WHERE a.account_id = f.account_id AND a.function_id = f.id), '[]') AS aliases
     FROM lambda_function f
     WHERE f.account_id = $1 AND f.region = $2 AND f.ended_at IS NULL ORDER BY f.name`,
    [accountId, region],
  )
  return rows
}
