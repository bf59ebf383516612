import type { ClientBase } from 'pg'

export type ChangedFunctions = { ids: readonly string[] } | { stage: string }

/**
 * Makes functions what their versions say: the fields of `$LATEST`, or of the highest version where a reading had none.
 * A function that had ended lives again, as the one it was. Rows that would not change are not written.
 */
export async function deriveFunctions(
  client: ClientBase,
  accountId: string,
  changed: ChangedFunctions,
  at: Date,
): Promise<void> {
  const [of, values] =
    'stage' in changed
      ? [`= ANY (ARRAY(SELECT DISTINCT function_id FROM staging.${changed.stage}))`, [accountId, at]]
      : ['= ANY($3::uuid[])', [accountId, at, changed.ids]]
  await client.query(
    `INSERT INTO lambda_function AS f (account_id, id, region, name, arn, package_type, runtime, code_bytes,
       last_modified_at, first_seen_at)
     SELECT DISTINCT ON (function_id) account_id, function_id, region, function_name,
       CASE WHEN right(arn, length(version) + 1) = ':' || version THEN left(arn, -length(version) - 1) ELSE arn END,
       package_type, runtime, code_bytes, last_modified_at, $2
     FROM lambda_version WHERE account_id = $1 AND function_id ${of}
     ORDER BY function_id, version <> '$LATEST', length(version) DESC, version DESC
     ON CONFLICT (account_id, id) DO UPDATE SET arn = excluded.arn, package_type = excluded.package_type,
       runtime = excluded.runtime, code_bytes = excluded.code_bytes, last_modified_at = excluded.last_modified_at,
       ended_at = NULL
     WHERE f.ended_at IS NOT NULL OR (f.arn, f.package_type, f.runtime, f.code_bytes, f.last_modified_at)
       IS DISTINCT FROM (excluded.arn, excluded.package_type, excluded.runtime, excluded.code_bytes,
         excluded.last_modified_at)`,
    values,
  )
}
