import type { EventStatus } from '../../../checks/health/event-status.ts'
import type { Tx } from '../../as-viewer.ts'
import { type HealthQuestion, healthParts, STATUS_OF_RANK, STATUS_RANK } from './health-parts.ts'

export type ChangeOnDay = {
  changeId: string
  startsOn: string
  endsOn: string | null
  typeCode: string
  service: string
  versions: string | null
  status: EventStatus
  regions: number
  entities: number
  open: number
  resolved: number
  accounts: number
  teams: string[]
}

/** Scheduled changes by the day they begin: one row for all Regions of a change that begin on one day. */
export function readCalendarChanges(tx: Tx, question: HealthQuestion): Promise<ChangeOnDay[]> {
  return tx.$queryRaw<ChangeOnDay[]>`
    WITH ${healthParts(question)},
    day AS (
      SELECT change_id, starts_at::date AS starts_on, max(ends_at)::date AS ends_on, min(type_code) AS type_code,
        min(service) AS service, min(metadata->>'deprecated_versions') AS versions, min(${STATUS_RANK})::int AS rank,
        count(DISTINCT region)::int AS regions, sum(entities)::int AS entities, sum(open)::int AS open,
        sum(resolved)::int AS resolved, count(DISTINCT account_id)::int AS accounts,
        array_agg(DISTINCT team_id) FILTER (WHERE team_id IS NOT NULL) AS teams
      FROM part WHERE starts_at IS NOT NULL GROUP BY change_id, starts_at::date
    )
    SELECT change_id AS "changeId", starts_on::text AS "startsOn", ends_on::text AS "endsOn", type_code AS "typeCode",
      service, versions, ${STATUS_OF_RANK} AS status, regions, entities, open, resolved, accounts,
      coalesce(teams, '{}') AS teams
    FROM day`
}
