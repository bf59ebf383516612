/** Coverage: what was looked at, where, when, and why not. */
import { clock } from '#lib/core/clock'
import { COUNT_MAX, type ListTotal } from '#lib/core/list'
import { asViewer, type Viewer } from '#lib/db/as-viewer'
import { AppError } from '#lib/errors'
import { countMatrixAccounts } from '../../db/sql/lists/count-matrix-accounts.ts'
import { countScopes } from '../../db/sql/lists/count-scopes.ts'
import { countStates } from '../../db/sql/lists/count-states.ts'
import { asPage, positionIn } from '../../db/sql/lists/keyset.ts'
import { listMatrixAccounts } from '../../db/sql/lists/list-matrix-accounts.ts'
import { listScopeWords } from '../../db/sql/lists/list-scope-words.ts'
import { type ListedScope, listScopes } from '../../db/sql/lists/list-scopes.ts'
import { readCells } from '../../db/sql/lists/read-cells.ts'
import { byInterest, cellsOf } from './cells.ts'
import type { AccountScopes, CoverageListValues, CoverageMatrix, ScopePage, ScopeRow } from './contract.ts'

/** Scopes that one account may have on a page: sources × Regions, with room to spare. */
const ACCOUNT_SCOPES_MAX = 2_000

const total = (count: number): ListTotal => ({ count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX })

function scopeRow({ key: _, since, lastAttemptAt, lastCompleteAt, ...scope }: ListedScope): ScopeRow {
  return {
    ...scope,
    since: since.toISOString(),
    lastAttemptAt: lastAttemptAt?.toISOString() ?? null,
    lastCompleteAt: lastCompleteAt?.toISOString() ?? null,
  }
}

export async function getMatrix(viewer: Viewer, values: CoverageListValues): Promise<CoverageMatrix> {
  return asViewer(viewer, async (tx) => {
    const position = positionIn('matrix', values)
    const read = await listMatrixAccounts(tx, values, position)
    const count = await countMatrixAccounts(tx, values, COUNT_MAX)
    const { rows, after, before } = asPage(read, position)
    const chosen = values.filters.source
    const counted = await readCells(
      tx,
      rows.map(({ accountId }) => accountId),
      chosen ? { source: chosen } : {},
    )
    const { sources, causes, regions } = await listScopeWords(tx)
    const cells = cellsOf(counted)
    return {
      rows: rows.map((row) => ({ ...row, cells: cells.get(row.accountId) ?? [] })),
      total: total(count),
      exported: total(await countScopes(tx, values, COUNT_MAX)),
      after,
      before,
      sources: (chosen ? sources.filter((source) => chosen.includes(source)) : sources).sort(byInterest),
      words: { sources: sources.sort(byInterest), causes, regions },
      totals: await countStates(tx),
      at: clock.now().toISOString(),
    }
  })
}

export async function listScopePage(viewer: Viewer, values: CoverageListValues): Promise<ScopePage> {
  return asViewer(viewer, async (tx) => {
    const position = positionIn('scopes', values)
    const read = (await listScopes(tx, values, position)).map((scope) => ({ ...scopeRow(scope), key: scope.key }))
    const count = await countScopes(tx, values, COUNT_MAX)
    return { ...asPage(read, position), total: total(count), at: clock.now().toISOString() }
  })
}

export async function getAccountScopes(viewer: Viewer, { accountId }: { accountId: string }): Promise<AccountScopes> {
  return asViewer(viewer, async (tx) => {
    const position = positionIn('scopes', { after: null, before: null, size: ACCOUNT_SCOPES_MAX })
    const scopes = await listScopes(tx, { filters: { account: [accountId] }, text: '' }, position)
    const [first] = scopes
    if (!first) throw new AppError('not_found', 'There is no such account, or it is not yours to see.')
    return { accountId, accountName: first.accountName, scopes: scopes.map(scopeRow), at: clock.now().toISOString() }
  })
}
