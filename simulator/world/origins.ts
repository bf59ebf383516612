/** Where functions come from, as their names and tags show it. */
import type { Account, Tag } from './accounts.ts'
import type { Family } from './deployments.ts'
import type { Random } from './random.ts'
import { randomFor } from './random.ts'

export type Origin = {
  isNamedByTemplate?: boolean
  tags(account: Account, name: string, random: Random): readonly Tag[]
}

type Given = Origin & { name: string; family: Family }

const tag = (key: string, value: string): Tag => ({ key, value })

function stackTags(account: Account, stack: string, logicalId: string): readonly Tag[] {
  const id = randomFor(account.id, stack).uuid()
  return [
    tag('aws:cloudformation:stack-name', stack),
    tag('aws:cloudformation:logical-id', logicalId),
    tag('aws:cloudformation:stack-id', `arn:aws:cloudformation:eu-central-1:${account.id}:stack/${stack}/${id}`),
  ]
}

const stackSetStack = (name: string) => `StackSet-${name}-${randomFor('stack-set', name).uuid()}`

function fromStackSet(name: string, logicalId: string): Origin['tags'] {
  return (account) => [...stackTags(account, stackSetStack(name), logicalId), tag('managed-by', 'landing-zone')]
}

/** In every account. */
export const LANDING_ZONE_FUNCTIONS: readonly Given[] = [
  {
    name: 'aws-controltower-NotificationForwarder',
    family: 'python',
    tags: fromStackSet('AWSControlTowerBP-BASELINE-CLOUDWATCH', 'ForwardSnsNotification'),
  },
  { name: 'org-log-forwarder', family: 'nodejs', tags: fromStackSet('org-log-baseline', 'LogForwarder') },
]

/** In the share of the accounts where the vendor's product is in use. */
export const VENDOR_FUNCTIONS: readonly (Given & { share: number })[] = [
  {
    name: 'datadog-forwarder',
    family: 'python',
    share: 0.45,
    tags: (account) => stackTags(account, 'datadog-forwarder', 'Forwarder'),
  },
  { name: 'newrelic-log-ingestion', family: 'python', share: 0.15, tags: () => [] },
]

type Kind = 'stack' | 'sam' | 'stackset' | 'none'
const KINDS: readonly (readonly [Kind, number])[] = [
  ['stack', 48],
  ['sam', 14],
  ['stackset', 4],
  ['none', 34],
]

export function originOf(account: Account, random: Random): Origin {
  const kind = random.weigh(KINDS)
  const isNamedByTemplate = (kind === 'stack' || kind === 'sam') && random.chance(0.25)
  return {
    isNamedByTemplate,
    tags: (_, name, tagRandom) => [...traces(kind, account, name), ...ownTags(account, tagRandom)],
  }
}

function traces(kind: Kind, account: Account, name: string): readonly Tag[] {
  const stack = name.split(/[-_]/).slice(0, 2).join('-')
  if (kind === 'none') return []
  if (kind === 'stackset') return stackTags(account, stackSetStack('org-cost-guard'), 'Guard')
  const tags = stackTags(account, `${stack}-${account.environment}`, 'Handler')
  return kind === 'sam' ? [...tags, tag('lambda:createdBy', 'SAM')] : tags
}

const OTHER_TEAMS = ['security', 'data', 'platform'] as const

/** What people wrote on it: seldom the team, when it is another than the account's. */
function ownTags(account: Account, random: Random): readonly Tag[] {
  return [
    ...(random.chance(0.45)
      ? [tag('application', random.pick(['checkout', 'backoffice', 'Kundenportal Süd', 'data-hub']))]
      : []),
    ...(random.chance(0.08) ? [tag('team', random.pick(OTHER_TEAMS))] : []),
    ...(random.chance(0.1) ? [tag('owner', account.team ?? 'unassigned')] : []),
    ...(random.chance(0.05) ? [tag('note', 'Größe prüfen · 確認 🚧')] : []),
  ]
}
