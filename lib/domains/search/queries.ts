import { findArnParts } from '../../core/arn.ts'
import { countOf, formatCount, formatDay } from '../../core/format.ts'
import { functionId } from '../../core/identity.ts'
import { asViewer, type Viewer } from '../../db/as-viewer.ts'
import { searchAccounts } from '../../db/sql/lists/search-accounts.ts'
import { searchAdvisorChecks } from '../../db/sql/lists/search-advisor-checks.ts'
import { searchConfigRules } from '../../db/sql/lists/search-config-rules.ts'
import { searchFunctions } from '../../db/sql/lists/search-functions.ts'
import { searchHealthChanges } from '../../db/sql/lists/search-health-changes.ts'
import { changeTitle } from '../health/change-words.ts'
import type { SearchHit, SearchInput } from './contract.ts'

/**
 * Accounts, functions, changes, rules and checks by their name: functions whose name begins with the text, everything
 * else that has it as a part. An ARN finds its function or event.
 */
export async function searchEstate(viewer: Viewer, { text }: SearchInput): Promise<SearchHit[]> {
  const name = functionNameOf(text)
  return asViewer(viewer, async (tx) => {
    const accounts = await searchAccounts(tx, text)
    const functions = await searchFunctions(tx, name)
    const changes = await searchHealthChanges(tx, text)
    const rules = await searchConfigRules(tx, viewer, text)
    const checks = await searchAdvisorChecks(tx, viewer, text)
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
      ...changes.map(
        ({ changeId, startsOn, ...named }): SearchHit => ({
          kind: 'change',
          label: changeTitle(named),
          description: startsOn === null ? 'no date' : formatDay(startsOn),
          href: `/health/changes/${changeId}`,
        }),
      ),
      ...rules.map(
        ({ ruleKey, failing, accounts }): SearchHit => ({
          kind: 'rule',
          label: ruleKey,
          description: `not complied with in ${formatCount(failing)} of ${countOf(accounts, 'account')}`,
          href: `/config/rules/${encodeURIComponent(ruleKey)}`,
        }),
      ),
      ...checks.map(
        ({ checkId, name: label, category }): SearchHit => ({
          kind: 'check',
          label,
          description: `${checkId} · ${category.replaceAll('_', ' ')}`,
          href: `/trusted-advisor/${encodeURIComponent(checkId)}`,
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
