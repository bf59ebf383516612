/**
 * Tries everything a collection will need, once and cheaply, and says what works, what does not and who must do what.
 * Nothing is recorded.
 */
import { ListDelegatedAdministratorsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import pLimit from 'p-limit'
import { identity, isSession, printsArn } from './aws/asked.ts'
import type { NotRead } from './aws/causes/not-read.ts'
import type { AwsContext } from './aws/context.ts'
import { type Examined, notChecked, notRead, works } from './examine/examined.ts'
import { linesOf, tryAll, trySource } from './examine/try-source.ts'
import { examineAggregator, organizationView, supportPlans } from './examine/what-aws-must-have.ts'
import { type AccountAccess, type HubAccess, openAccount, openHub } from './open-account.ts'
import type { OrganizationRow } from './rows.ts'
import { configAggregator } from './sources/config/aggregator.ts'
import { organization } from './sources/organization.ts'

type Account = Extract<OrganizationRow, { kind: 'account' }>

const ACCOUNTS_AT_ONCE = 16
const GLOBAL = 'global'

/** Yields findings as they come. Where the hub or the organisation cannot be read there is nothing more to try. */
export async function* examineAccess(context: AwsContext): AsyncIterable<Examined> {
  const hub = await openHub(context)
  const { hubRegion, hubRegionFrom } = context.settings
  const note = `Its Region is ${hubRegion}, from ${hubRegionFrom}.`
  if (!hub.isOpen) return yield { ...notRead('credentials', null, hub.reading), note }
  yield { ...credentials(hub.access), note }

  const listed = await listAccounts(hub.access)
  if (!Array.isArray(listed)) return yield notRead('organization', hub.access.accountId, listed)
  const active = listed.filter(({ state }) => state === 'ACTIVE')
  yield works('organization', hub.access.accountId, `${listed.length} accounts, ${active.length} of them active.`)
  yield await delegatedAdministrators(hub.access)
  const accountIds = active.map(({ id }) => id)
  const tried = await tryAll(
    hub.access,
    (source) => source.scopedTo === 'organization' && source !== organization,
    // One account is enough, but for choosing the aggregator, which goes by all that are read.
    (source) => ({ accountIds: source.id === configAggregator.id ? accountIds : accountIds.slice(0, 1) }),
  )
  yield* linesOf(tried)
  yield organizationView(tried)
  yield* examineAggregator(hub.access, tried)

  const opened: AccountAccess[] = []
  for (const { account, opening } of await openAll(hub.access, active)) {
    if (opening.isOpen) opened.push(opening.access)
    else yield { ...notRead('member role', account.id, opening.reading), accountName: account.name }
  }
  yield memberRoles(opened.length, active.length, context)
  const { line, entitled } = await supportPlans(opened)
  yield line
  const sample = entitled ?? opened[0]
  if (sample) yield* linesOf(await tryAll(sample, ({ askedWith }) => askedWith === 'member role'))
}

function credentials({ accountId, principalArn }: HubAccess): Examined {
  const remedy = isSession(principalArn)
    ? `Roles that trust it must name its full ARN. AWS does not show its path here; ${printsArn(principalArn)}.`
    : undefined
  return works('credentials', accountId, `Steward is ${identity(principalArn)}.`, remedy)
}

async function listAccounts(hub: HubAccess): Promise<Account[] | NotRead> {
  const { reading, rows } = await trySource(hub, organization, { accountId: hub.accountId, region: GLOBAL })
  if (reading.status !== 'complete' && reading.status !== 'partial') return reading
  return rows.filter((row): row is Account => 'unitId' in row)
}

async function openAll(hub: HubAccess, accounts: readonly Account[]) {
  const limit = pLimit(ACCOUNTS_AT_ONCE)
  const organisation = new Set(accounts.map(({ id }) => id))
  return limit.map(accounts, async (account) => ({ account, opening: await openAccount(hub, account, organisation) }))
}

function memberRoles(opened: number, active: number, { settings }: AwsContext): Examined {
  const message = `${settings.memberRole} lets Steward into ${opened} of ${active} active accounts.`
  if (opened === active) return works('member role', null, message)
  return {
    what: 'member role',
    accountId: null,
    outcome: 'fails',
    message,
    remedy:
      opened === 0
        ? 'None opens: check STEWARD_MEMBER_ROLE and STEWARD_EXTERNAL_ID first. They, or the hub role that is trusted, most likely differ from what was deployed.'
        : 'See the accounts above.',
  }
}

async function delegatedAdministrators(hub: HubAccess): Promise<Examined> {
  const what = 'delegated administrators'
  try {
    const answer = await hub
      .in(GLOBAL, 'organizations.list-children')
      .call(OrganizationsClient, new ListDelegatedAdministratorsCommand({}))
    const names = (answer.DelegatedAdministrators ?? []).map(({ Id, Name }) => `${Name} (${Id})`)
    return works(what, hub.accountId, names.length > 0 ? `${names.join(', ')}.` : 'There are none.')
  } catch {
    // Not something a collection needs, so not something to complain about.
    return notChecked(what, 'The hub may not list them, and does not need to.')
  }
}
