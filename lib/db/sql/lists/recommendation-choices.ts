import { readsEverything, type Tx, type Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'

type Facet = { kind: 'team' | 'check'; value: string | null; label: string | null }

/** The teams and checks of the recommendations a viewer sees. */
export function listRecommendationFacets(tx: Tx, viewer: Viewer): Promise<Facet[]> {
  const [checks, teams] = readsEverything(viewer)
    ? [steps(Prisma.sql`check_id`), steps(Prisma.sql`team_id`)]
    : [distinct(Prisma.sql`check_id`), distinct(Prisma.sql`team_id`)]
  return tx.$queryRaw`
    SELECT 'check' AS kind, c.value, NULL AS label FROM (${checks}) c
    UNION ALL
    SELECT 'team', s.value, t.name FROM (${teams}) s LEFT JOIN team t ON t.id = s.value
    ORDER BY 1, 2`
}

const distinct = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`SELECT DISTINCT ${column} AS value FROM recommendation`

/** The same, each value found by one step in the index that it leads; and NULL, which no step reaches, where there is one. */
const steps = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`
  WITH RECURSIVE step AS (
    (SELECT ${column} AS value FROM recommendation WHERE ${column} IS NOT NULL ORDER BY ${column} LIMIT 1)
    UNION ALL
    SELECT (SELECT r.${column} FROM recommendation r WHERE r.${column} > step.value ORDER BY r.${column} LIMIT 1)
    FROM step WHERE step.value IS NOT NULL
  )
  SELECT value FROM step WHERE value IS NOT NULL
  UNION ALL SELECT NULL WHERE EXISTS (SELECT FROM recommendation WHERE ${column} IS NULL)`

/**
 * Who may be made responsible: the CCoE, and members of the given teams. With no teams named, members of all.
 */
export function listDeciders(tx: Tx, teamIds: readonly string[] | null): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw`
    SELECT p.id, p.name FROM person p
    WHERE p.disabled_at IS NULL AND (p.role = 'ccoe' OR p.role = 'member' AND EXISTS (
      SELECT FROM membership m WHERE m.person_id = p.id
        AND (${teamIds === null} OR m.team_id = ANY (${[...(teamIds ?? [])]}::text[]))))
    ORDER BY p.name, p.id LIMIT 500`
}
