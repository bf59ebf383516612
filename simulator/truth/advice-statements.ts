/** What Trusted Advisor says of an account: a statement for each resource that is red or yellow and not suppressed. */
import type { State } from '../state.ts'
import type { Account } from '../world/accounts.ts'
import type { Advice, FlaggedResource } from '../world/advice/advice.ts'
import { RUNTIME_CHECK_ID } from '../world/advice/check-plans.ts'
import { ofRuntimes, type RuntimeClaim, withoutQualifier } from './runtime-claims.ts'
import type { Statement } from './statements.ts'

export function adviceStatements(account: Account, state: State): readonly Statement[] {
  const day = state.world.at(state.now())
  const shown = day
    .adviceFor(account)
    .flatMap(({ check, resources }) =>
      resources
        .filter(({ status, isSuppressed }) => !isSuppressed && status !== 'ok')
        .map((resource) => ({ check, resource })),
    )
  const claims = shown.flatMap(({ check, resource }) => claimOf(check, resource, account))
  const others = shown.filter(({ check }) => check.id !== RUNTIME_CHECK_ID)
  return [
    ...ofRuntimes(claims, day.today),
    ...others.map(({ check, resource }) => statementOf(check, resource, account)),
  ]
}

function claimOf(
  { id, columns }: Advice['check'],
  { metadata, region }: FlaggedResource,
  account: Account,
): readonly RuntimeClaim[] {
  const cell = (column: string) => metadata[columns.indexOf(column)]
  const [arn, runtime] = [cell('Function ARN'), cell('Runtime')]
  if (id !== RUNTIME_CHECK_ID || !arn || !runtime || region === null) return []
  const source = 'trustedadvisor.checks'
  return [{ source, accountId: account.id, region, functionArn: withoutQualifier(arn), runtime }]
}

function statementOf(
  { id, category }: Advice['check'],
  resource: FlaggedResource,
  { id: accountId }: Account,
): Statement {
  const { region, metadata, awsId, status } = resource
  const severity = status === 'error' ? 'high' : 'medium'
  return {
    ...{ source: 'trustedadvisor.checks', checkId: `trustedadvisor.${id}`, accountId, region: region ?? 'global' },
    resourceId: metadata.find((value) => value?.startsWith('arn:')) ?? awsId,
    subject: `trusted-advisor:${id}`,
    severity: category === 'cost_optimizing' ? 'low' : severity,
    ...{ verdict: status, dueOn: null, use: 'unknown', origin: null },
  }
}
