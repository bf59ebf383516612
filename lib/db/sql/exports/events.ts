import type { EventStatus } from '../../../checks/health/event-status.ts'
import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type HealthQuestion, healthParts } from '../lists/health-parts.ts'

export type EventKey = { eventArn: string; accountId: string | null; entityValue: string | null }

export type ExportedEvent = EventKey & {
  eventTypeCode: string
  service: string
  region: string
  category: string
  awsStatus: string | null
  status: EventStatus
  startTime: Date | null
  endTime: Date | null
  entityStatus: string | null
  lastUpdatedAt: Date | null
  team: string | null
}

/** Before every event. */
export const FIRST_EVENT: EventKey = { eventArn: '', accountId: null, entityValue: null }

/** Resources as a list's parts have them; a part without any is one row all the same. */
const ROWS = Prisma.sql`part p LEFT JOIN health_entity n
  ON n.event_id = p.event_id AND n.account_id = p.account_id AND n.ended_at IS NULL`

const KEY = Prisma.sql`p.arn COLLATE "C", coalesce(p.account_id, '') COLLATE "C", coalesce(n.value, '') COLLATE "C"`

export function exportEvents(tx: Tx, question: HealthQuestion, after: EventKey, limit: number) {
  return tx.$queryRaw<ExportedEvent[]>`
    WITH ${healthParts(question)}
    SELECT p.arn AS "eventArn", p.account_id AS "accountId", n.value AS "entityValue", p.type_code AS "eventTypeCode",
      p.service, p.region, p.category, p.aws_status AS "awsStatus", p.status, p.starts_at AS "startTime",
      p.ends_at AS "endTime", n.status AS "entityStatus", p.last_updated_at AS "lastUpdatedAt", p.team_id AS team
    FROM ${ROWS}
    WHERE (${KEY}) > (${after.eventArn}, ${after.accountId ?? ''}, ${after.entityValue ?? ''})
    ORDER BY ${KEY} LIMIT ${limit}`
}

export async function countExportedEvents(tx: Tx, question: HealthQuestion, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    WITH ${healthParts(question)}
    SELECT count(*) AS count FROM (SELECT 1 FROM ${ROWS} LIMIT ${most}) counted`
  return Number(row?.count ?? 0)
}
