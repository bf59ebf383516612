import type { ScopeRow } from '#lib/domains/coverage/contract'
import { compareByWorst } from '#lib/domains/coverage/worst-first'

/** Scopes in the same state for the same reason with the same remedy: told once. */
export type ScopeGroup = { key: string; first: ScopeRow; scopes: ScopeRow[] }

/** The worst first. */
export function groupsOf(scopes: readonly ScopeRow[]): ScopeGroup[] {
  const groups = new Map<string, ScopeGroup>()
  for (const scope of scopes) {
    const key = [scope.status, scope.cause, scope.remedy].join('\n')
    const group = groups.get(key)
    if (group) group.scopes.push(scope)
    else groups.set(key, { key, first: scope, scopes: [scope] })
  }
  return [...groups.values()].sort((a, b) => compareByWorst(a.first, b.first))
}
