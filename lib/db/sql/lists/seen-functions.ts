import { readsEverything, type Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'

/**
 * The functions that a viewer sees, to be counted. Row security leaves the same rows of the table itself; but behind it
 * the planner takes them for many, and for a member of one team walks an index over everybody's.
 */
export const seenFunctions = (viewer: Viewer): Prisma.Sql =>
  readsEverything(viewer) ? Prisma.sql`lambda_function` : OWNED

const OWNED = Prisma.sql`(
  SELECT * FROM lambda_function WHERE account_id = ANY ((SELECT steward_reach())::text[])
  UNION ALL
  SELECT * FROM lambda_function WHERE team_id = ANY ((SELECT steward_teams())::text[])
    AND account_id <> ALL ((SELECT steward_reach())::text[]))`
