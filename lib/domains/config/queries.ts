/** What the Config pages are told. Figures come from totals, lists page by key, and each answer carries its coverage. */
import type { z } from 'zod'
import { configRuleTitle } from '../../catalogue/config-managed-rules.ts'
import { configCheckId } from '../../checks/config/noncompliant-resources.ts'
import { COUNT_MAX, type ListTotal } from '../../core/list.ts'
import { asViewer, type Viewer } from '../../db/as-viewer.ts'
import { listRuleRegions, listRuleResourceTypes } from '../../db/sql/lists/count-rule-facets.ts'
import { findStatedFinding } from '../../db/sql/lists/find-stated-finding.ts'
import { asPage, positionIn } from '../../db/sql/lists/keyset.ts'
import { countConfigAccounts, listConfigAccounts } from '../../db/sql/lists/list-config-accounts.ts'
import {
  countConfigRules,
  findConfigRule,
  listConfigPacks,
  listConfigRules,
} from '../../db/sql/lists/list-config-rules.ts'
import { AppError } from '../../errors.ts'
import { configEvaluations } from '../../lists/config-evaluations.ts'
import { listInputAbout } from '../../lists/list-input.ts'
import { definitionOf } from '../../lists/shown-list.ts'
import { readAskedCoverage } from '../coverage/source-coverage.ts'
import { findDeclaredRow, listDeclaredPage } from '../lists/queries.ts'
import {
  type ConfigAccountListValues,
  type ConfigAccountPage,
  type ConfigFacets,
  type EvaluationDetail,
  type EvaluationKey,
  NO_PACK,
  type RuleDetail,
  type RuleKey,
  type RuleListValues,
  type RulePage,
  ruleKeyInput,
  UNOWNED,
} from './contract.ts'

const SOURCE = 'config.compliance'

const isoOf = (instant: Date | null): string | null => instant?.toISOString() ?? null
const totalOf = (count: number): ListTotal => ({ count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX })
const orderOf = <Sort>({ sort, order }: { sort: Sort; order: 'asc' | 'desc' }) => ({
  by: sort,
  descending: order === 'desc',
})

/** The totals know "no pack" as an empty name. */
const packsOf = (packs: readonly string[]): string[] => packs.filter((pack) => pack !== '')

export function listRulePage(viewer: Viewer, values: RuleListValues): Promise<RulePage> {
  return asViewer(viewer, async (tx) => {
    const position = positionIn('rules', values)
    const read = await listConfigRules(tx, viewer, values, orderOf(values), position)
    const { rules, failing, resources } = await countConfigRules(tx, viewer, values)
    const { rows, after, before } = asPage(read, position)
    return {
      rows: rows.map(({ packs, ...row }) => ({ ...row, title: configRuleTitle(row.ruleKey), packs: packsOf(packs) })),
      total: { count: rules, capped: false },
      totals: { failing, resources },
      after,
      before,
      coverage: await readAskedCoverage(tx, SOURCE, values.filters),
    }
  })
}

export function listConfigAccountPage(viewer: Viewer, values: ConfigAccountListValues): Promise<ConfigAccountPage> {
  return asViewer(viewer, async (tx) => {
    const position = positionIn('config accounts', values)
    const read = await listConfigAccounts(tx, values, orderOf(values), position)
    const count = await countConfigAccounts(tx, values, COUNT_MAX)
    const { rows, after, before } = asPage(read, position)
    return {
      rows: rows.map(({ lastCompleteAt, ...row }) => ({
        ...row,
        ...(row.read === 0 && row.rules === 0 && { rules: null, failing: null, resources: null }),
        lastCompleteAt: isoOf(lastCompleteAt),
      })),
      total: totalOf(count),
      after,
      before,
      coverage: await readAskedCoverage(tx, SOURCE, values.filters),
    }
  })
}

export function listConfigFacets(viewer: Viewer): Promise<ConfigFacets> {
  return asViewer(viewer, async (tx) => {
    const packs = await listConfigPacks(tx, viewer)
    const owners = await tx.account.groupBy({ by: ['teamId'], where: { leftAt: null } })
    const teams = await tx.team.findMany({
      where: { id: { in: owners.flatMap(({ teamId }) => teamId ?? []) } },
      orderBy: { name: 'asc' },
    })
    const nobody = owners.some(({ teamId }) => teamId === null) ? [{ value: UNOWNED, label: 'Nobody' }] : []
    return {
      packs: packs.map((pack) => (pack === '' ? NO_PACK : pack)),
      teams: [...teams.map(({ id, name }) => ({ value: id, label: name })), ...nobody],
    }
  })
}

/** A rule that no account of the viewer's has does not exist. */
export function getRule(viewer: Viewer, { ruleKey }: RuleKey): Promise<RuleDetail> {
  return asViewer(viewer, async (tx) => {
    const rule = await findConfigRule(tx, viewer, ruleKey)
    if (!rule) throw new AppError('not_found', 'There is no such rule, or none of your accounts has it.')
    return {
      ...rule,
      title: configRuleTitle(ruleKey),
      packs: packsOf(rule.packs),
      facets: {
        regions: await listRuleRegions(tx, viewer, ruleKey),
        types: await listRuleResourceTypes(tx, ruleKey),
      },
      coverage: await readAskedCoverage(tx, SOURCE),
    }
  })
}

/** The rule comes from the path, everything else from the query. */
export const evaluationListInput = listInputAbout(
  'ruleKey',
  ruleKeyInput.shape.ruleKey,
  definitionOf(configEvaluations),
)

export const listEvaluationPage = (viewer: Viewer, { about, values }: z.output<typeof evaluationListInput>) =>
  listDeclaredPage(viewer, configEvaluations, values, about)

export function getEvaluation(viewer: Viewer, { accountId, evaluationId }: EvaluationKey): Promise<EvaluationDetail> {
  return asViewer(viewer, async (tx) => {
    const found = await findDeclaredRow(tx, configEvaluations, [accountId, evaluationId])
    if (!found) throw new AppError('not_found', 'There is no such resource, or it is not one of yours.')
    const finding = await findStatedFinding(tx, {
      accountId,
      checkId: configCheckId(found.rule),
      region: found.region,
      resourceId: `${found.resourceType}/${found.resourceId}`,
    })
    return {
      ...found,
      finding: finding && {
        status: finding.status,
        severity: finding.severity,
        teamName: finding.teamName,
        firstSeenAt: finding.firstSeenAt.toISOString(),
        recommendationId: finding.recommendationId,
        stage: finding.stage,
      },
    }
  })
}
