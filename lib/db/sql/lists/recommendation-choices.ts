import type { Tx } from '../../as-viewer.ts'

/** The teams and checks of the recommendations a viewer sees. */
export function listRecommendationFacets(
  tx: Tx,
): Promise<{ kind: 'team' | 'check'; value: string | null; label: string | null }[]> {
  return tx.$queryRaw`
    SELECT 'check' AS kind, c.value, NULL AS label FROM (SELECT DISTINCT check_id AS value FROM recommendation) c
    UNION ALL
    SELECT 'team', s.value, t.name FROM (SELECT DISTINCT team_id AS value FROM recommendation) s
      LEFT JOIN team t ON t.id = s.value
    ORDER BY 1, 2`
}

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
