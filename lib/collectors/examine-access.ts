/**
 * Tries everything a collection will need, once and cheaply, and says what works, what does not and who must do what.
 * Nothing is recorded.
 */
import { ListDelegatedAdministratorsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import pLimit from 'p-limit'
import { allSources } from './all-sources.ts'
import type { NotRead } from './aws/causes.ts'
import type { AwsContext } from './aws/context.ts'
import type { AnySource, Known, KnownFunction } from './define-source.ts'
import { type AccountAccess, type HubAccess, openAccount, openHub } from './open-account.ts'
import { readScope, type StagingSink } from './read-scope.ts'
import type { OrganizationRow, Rows, TableName } from './rows.ts'
import { organization } from './sources/organization.ts'

export type Examined = {
  /** What was tried: `credentials`, `organization`, `member role`, or an IAM action. */
  what: string
  /** The account it was tried in, where it was one. */
  accountId: string | null
  outcome: 'works' | 'fails' | 'not checked'
  message: string
  remedy: string | null
}

type Account = Extract<OrganizationRow, { kind: 'account' }>

const ACCOUNTS_AT_ONCE = 16
const GLOBAL = 'global'

/** Yields findings as they come. Where the hub or the organisation cannot be read there is nothing more to try. */
export async function* examineAccess(context: AwsContext): AsyncIterable<Examined> {
  const hub = await openHub(context)
  if (!hub.isOpen) return yield fails('credentials', null, hub.reading)
  yield works('credentials', hub.access.accountId, `Steward is ${hub.access.principalArn}.`)

  const listed = await listAccounts(hub.access)
  if (!Array.isArray(listed)) return yield fails('organization', hub.access.accountId, listed)
  const active = listed.filter(({ state }) => state === 'ACTIVE')
  yield works('organization', hub.access.accountId, `${listed.length} accounts, ${active.length} of them active.`)
  yield await delegatedAdministrators(hub.access)
  yield* actions(hub.access, 'organization', active.slice(0, 1))

  const opened: AccountAccess[] = []
  for (const { account, opening } of await openAll(hub.access, active)) {
    if (opening.isOpen) opened.push(opening.access)
    else yield fails('member role', account.id, opening.reading)
  }
  yield memberRoles(opened.length, active.length, context)
  const [sample] = opened
  if (sample) {
    yield* actions(sample, 'account', [])
    yield* actions(sample, 'account-region', [])
  }
  yield notChecked(
    'support plan',
    'No source needs a support plan, the Health organisation view or a Config aggregator yet.',
  )
}

async function listAccounts(hub: HubAccess): Promise<Account[] | NotRead> {
  const rows: Rows[TableName][] = []
  const { reading } = await readScope({
    source: organization,
    place: { accountId: hub.accountId, region: GLOBAL },
    access: hub,
    known: nothingKnown([]),
    sink: keeping(rows),
  })
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
  const isNone = opened === 0 && active > 1
  return {
    what: 'member role',
    accountId: null,
    outcome: 'fails',
    message,
    remedy: isNone
      ? 'None opens: most likely STEWARD_EXTERNAL_ID, STEWARD_MEMBER_ROLE or the trusted hub role differ from what was deployed.'
      : 'See the accounts above.',
  }
}

/** Tries each source of a kind in one place. Sources that ask about functions are given one that does not exist. */
async function* actions(
  access: AccountAccess,
  scopedTo: AnySource['scopedTo'],
  accounts: readonly Account[],
): AsyncIterable<Examined> {
  const region = scopedTo === 'account-region' ? access.context.settings.hubRegion : GLOBAL
  for (const source of allSources) {
    if (source.scopedTo !== scopedTo || source === organization) continue
    const { reading } = await readScope({
      source,
      place: { accountId: access.accountId, region },
      access,
      known: nothingKnown(accounts),
      sink: keeping([]),
    })
    const what = source.actions.join(', ')
    if (reading.status === 'complete') yield works(what, access.accountId, `${source.id} can be read.`)
    else yield fails(what, access.accountId, reading)
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

/** AWS answers `not found` only to those who may ask, so an invented function tells whether we may. */
const NOBODYS_FUNCTION: KnownFunction = {
  name: 'steward-doctor-asks-whether-it-may',
  packageType: 'Zip',
  runtime: null,
  versions: [{ version: '1', runtime: null }],
  aliases: [],
}

function nothingKnown(accounts: readonly Account[]): Known {
  return {
    functions: async () => [NOBODYS_FUNCTION],
    accountIds: async () => accounts.map(({ id }) => id),
    aggregator: async () => null,
  }
}

function keeping(rows: Rows[TableName][]): StagingSink {
  return {
    attemptId: 'doctor',
    get count() {
      return rows.length
    },
    stage: async (staged) => {
      rows.push(...staged)
    },
    restart: async () => {
      rows.length = 0
    },
  }
}

const works = (what: string, accountId: string | null, message: string): Examined => ({
  what,
  accountId,
  outcome: 'works',
  message,
  remedy: null,
})

const notChecked = (what: string, message: string): Examined => ({
  what,
  accountId: null,
  outcome: 'not checked',
  message,
  remedy: null,
})

const fails = (what: string, accountId: string | null, { cause }: { cause: NotRead['cause'] }): Examined => ({
  what,
  accountId,
  outcome: 'fails',
  message: cause.message,
  remedy: cause.remedy,
})
