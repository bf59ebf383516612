'use client'

import { visibleText } from '#lib/core/format'
import { PageLink } from './page-link.tsx'

/** An account by its name, leading to its page; of one that is not known any more there is no page, only the id. */
export function AccountLink({
  of: { accountId, accountName },
}: {
  of: { accountId: string; accountName: string | null }
}) {
  if (accountName === null) return accountId
  return <PageLink href={`/accounts/${accountId}`}>{visibleText(accountName)}</PageLink>
}
