import { Prisma } from '../../generated/client.ts'

/** A row's account has not left the organisation, as far as the viewer may know. The accounts that did are read once. */
export const isHere = (accountId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${accountId} <> ALL (ARRAY(SELECT gone.id FROM account gone WHERE gone.left_at IS NOT NULL))`
