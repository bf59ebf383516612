import { findArnParts } from '../../core/arn.ts'
import { functionId } from '../../core/identity.ts'
import { asViewer, type Viewer } from '../../db/as-viewer.ts'
import { searchAccounts } from '../../db/sql/lists/search-accounts.ts'
import { searchFunctions } from '../../db/sql/lists/search-functions.ts'
import type { SearchHit, SearchInput } from './contract.ts'

/** Accounts and functions whose name begins with, or for accounts contains, the text; an ARN finds its function. */
export async function searchEstate(viewer: Viewer, { text }: SearchInput): Promise<SearchHit[]> {
  const name = functionNameOf(text)
  return asViewer(viewer, async (tx) => {
    const accounts = await searchAccounts(tx, text)
    const functions = await searchFunctions(tx, name)
    return [
      ...accounts.map(
        ({ id, name: label, ouPath }): SearchHit => ({
          kind: 'account',
          label,
          description: `${id} · ${ouPath}`,
          href: `/accounts/${id}`,
        }),
      ),
      ...functions.map(
        ({ accountId, region, name: label, runtime, accountName }): SearchHit => ({
          kind: 'function',
          label,
          description: [accountName ?? accountId, region, runtime ?? 'container image'].join(' · '),
          href: `/lambda/${accountId}/${functionId(region, label)}`,
        }),
      ),
    ]
  })
}

/** The name in `arn:…:function:NAME:VERSION`, else the text as it is. */
function functionNameOf(text: string): string {
  const arn = findArnParts(text)
  const [kind, name] = arn?.resource.split(':') ?? []
  return kind === 'function' && name ? name : text
}
