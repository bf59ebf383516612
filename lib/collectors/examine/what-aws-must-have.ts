/** What an organisation must have switched on or paid for before some sources have anything to read. */
import { DescribeTrustedAdvisorChecksCommand, SupportClient } from '@aws-sdk/client-support'
import pLimit from 'p-limit'
import type { NotRead } from '../aws/causes/not-read.ts'
import { notReadBecause } from '../aws/causes.ts'
import type { AccountAccess, HubAccess } from '../open-account.ts'
import type { ConfigAggregatorSourceRow } from '../rows.ts'
import { configAggregator } from '../sources/config/aggregator.ts'
import { configCompliance } from '../sources/config/compliance.ts'
import type { AggregatorCoverage } from '../sources/config/find-aggregator.ts'
import { healthEvents } from '../sources/health/events.ts'
import { trustedAdvisorChecks } from '../sources/trustedadvisor/checks.ts'
import { type Examined, notChecked, notRead, works } from './examined.ts'
import { linesOf, type Tried, trySource } from './try-source.ts'

const ORGANISATION_VIEW = 'organisation view'
const AGGREGATOR = 'aggregator'
const SUPPORT_PLAN = 'support plan'
const ACCOUNTS_AT_ONCE = 16
const NAMED_MOST = 10

export function organizationView(tried: readonly Tried[]): Examined {
  const health = tried.find(({ source }) => source.id === healthEvents.id)
  if (health === undefined) return notChecked(ORGANISATION_VIEW, 'AWS Health was not asked.')
  const { reading, accountId, rows } = health
  if (reading.status !== 'complete' && reading.status !== 'partial')
    return notRead(ORGANISATION_VIEW, accountId, reading)
  const events = rows.filter((row) => 'kind' in row && row.kind === 'event').length
  return works(
    ORGANISATION_VIEW,
    accountId,
    `AWS Health answers for the whole organisation: ${events} scheduled changes.`,
  )
}

type Aggregator = Extract<ConfigAggregatorSourceRow, { kind: 'aggregator' }>
type AggregatorSource = Extract<ConfigAggregatorSourceRow, { kind: 'source' }>

/** The aggregator, and whether it may be asked for what it has: in a place that it draws from. */
export async function* examineAggregator(hub: HubAccess, tried: readonly Tried[]): AsyncIterable<Examined> {
  const known = tried.find(({ source }) => source.id === configAggregator.id)
  if (known === undefined) return yield notChecked(AGGREGATOR, 'AWS Config was not asked.')
  const { reading, accountId } = known
  if (reading.status !== 'complete' && reading.status !== 'partial')
    return yield notRead(AGGREGATOR, accountId, reading)
  // These are the rows of its own table.
  const rows = known.rows as readonly ConfigAggregatorSourceRow[]
  const found = rows.find((row) => row.kind === 'aggregator')
  if (found === undefined) return yield notChecked(AGGREGATOR, 'AWS Config did not say which it is.')
  const { name, region } = found
  const sources = rows.filter((row) => row.kind === 'source')
  yield aggregatorLine(found, accountId, sources, hub.context.settings.hubRegion)
  const good = sources.find(({ status }) => status === 'SUCCEEDED')
  if (good === undefined) {
    return yield notChecked(
      configCompliance.actions.join(', '),
      `${name} draws from nowhere, so there is nothing to ask.`,
    )
  }
  const aggregator = { name, region, isCovered: true, source: { ...good, updatedAt: null } }
  yield* linesOf([await trySource(hub, configCompliance, good, { aggregator })])
}

function aggregatorLine(
  { name, region, ...coverage }: Aggregator,
  accountId: string,
  sources: readonly AggregatorSource[],
  hubRegion: string,
): Examined {
  const failed = sources.filter(({ status }) => status === 'FAILED')
  const outdated = sources.filter(({ status }) => status === 'OUTDATED')
  const troubles = [...counted('failed', failed), ...counted('outdated', outdated)]
  const lacks = lacking(coverage)
  const where = region === hubRegion ? '' : `, in ${region},`
  const message = `${name}${where} draws from ${sources.length} accounts and Regions${[...troubles, ...lacks].map((trouble) => `; ${trouble}`).join('')}.`
  if (lacks.length > 0) {
    const remedy = `What else there is in AWS Config is not read. Let ${name} draw from the whole organisation and all Regions, or make an aggregator that does.`
    return { what: AGGREGATOR, accountId, outcome: 'fails', message, remedy }
  }
  const remedy = troubles.length > 0 ? `See Aggregators, ${name}, in AWS Config.` : undefined
  return works(AGGREGATOR, accountId, message, remedy)
}

/** What it was not made to draw from. */
function lacking({ accountIds, regions }: AggregatorCoverage): string[] {
  return [
    ...(accountIds === null ? [] : [`it was made for the accounts ${listed(accountIds)} only`]),
    ...(regions === null ? [] : [`it was made for the Regions ${listed(regions)} only`]),
  ]
}

function counted(word: string, sources: readonly AggregatorSource[]): string[] {
  const places = sources.map(({ accountId, region }) => `${accountId} ${region}`)
  return sources.length === 0 ? [] : [`${sources.length} ${word} (${listed(places)})`]
}

/** Whose support plan lets Trusted Advisor be read, and one account that has one: a call for each account. */
export async function supportPlans(
  accounts: readonly AccountAccess[],
): Promise<{ line: Examined; entitled: AccountAccess | null }> {
  if (accounts.length === 0) {
    return { line: notChecked(SUPPORT_PLAN, 'No account lets Steward in, so none was asked.'), entitled: null }
  }
  const asked = await pLimit(ACCOUNTS_AT_ONCE).map(accounts, async (account) => ({
    account,
    trouble: await planTrouble(account),
  }))
  const entitled = asked.find(({ trouble }) => trouble === null)?.account ?? null
  const without = asked.filter(({ trouble }) => trouble?.status === 'not_entitled')
  // Whoever could not be asked has neither.
  const unknown = asked.filter(({ trouble }) => trouble !== null && trouble.status !== 'not_entitled')
  const answering = asked.length - without.length - unknown.length
  const message = [
    `${answering} of ${asked.length} accounts have a support plan that includes Trusted Advisor.`,
    ...named('Without', without),
    ...named('Not known', unknown),
  ].join(' ')
  const trouble = (unknown[0] ?? without[0])?.trouble
  if (!trouble) return { line: works(SUPPORT_PLAN, null, message), entitled }
  return { line: { ...notRead(SUPPORT_PLAN, null, trouble), message }, entitled }
}

function named(word: string, accounts: readonly { account: AccountAccess }[]): string[] {
  return accounts.length === 0 ? [] : [`${word}: ${listed(accounts.map(({ account }) => account.accountId))}.`]
}

/** Null: it answers. */
async function planTrouble(account: AccountAccess): Promise<NotRead | null> {
  const region = trustedAdvisorChecks.askedIn?.(account.context.settings.hubRegion) ?? 'global'
  try {
    const command = new DescribeTrustedAdvisorChecksCommand({ language: 'en' })
    await account.in(region, trustedAdvisorChecks.bucket).call(SupportClient, command)
    return null
  } catch (error) {
    return notReadBecause(error, account.asked('global'))
  }
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED_MOST
  return [...names.slice(0, NAMED_MOST), ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
