/** What an account is for: its name, OU, team and tags. */
import type { Tag } from './accounts.ts'
import type { OuPath } from './organizational-units.ts'
import { itemAt, type Random } from './random.ts'

export type AccountPlan = {
  /** Names of sandboxes carry a part of the account's id, as vending machines do. */
  name(id: string): string
  ouPath: OuPath
  team: string | null
  environment: string
  tags: readonly Tag[]
  functionCount: number
}

type Fixed = { name: string; ouPath: OuPath; team: string | null; functionCount: number }

/** The accounts that every landing zone has, in the order of their places. */
const FOUNDATION: readonly Fixed[] = [
  { name: 'acme-management', ouPath: 'Root', team: 'platform', functionCount: 9 },
  { name: 'acme-log-archive', ouPath: 'Root/Security', team: 'security', functionCount: 6 },
  { name: 'acme-security-audit', ouPath: 'Root/Security', team: 'security', functionCount: 18 },
  { name: 'acme-network', ouPath: 'Root/Infrastructure/Network', team: 'platform', functionCount: 12 },
  { name: 'acme-shared-services', ouPath: 'Root/Infrastructure/Shared Services', team: 'platform', functionCount: 34 },
  { name: 'acme-build', ouPath: 'Root/Infrastructure/Shared Services', team: 'platform', functionCount: 28 },
  { name: 'payments-prod', ouPath: 'Root/Workloads/Prod/Payments', team: 'payments', functionCount: 88 },
  { name: 'payments-dev', ouPath: 'Root/Workloads/NonProd/Dev', team: 'payments', functionCount: 46 },
]

const TEAMS = [
  ['payments', 24],
  ['platform', 22],
  ['data', 17],
  ['web', 15],
  ['retail', 11],
  ['security', 6],
  [null, 8],
] as const

const ENVIRONMENTS = [
  ['prod', 40],
  ['dev', 25],
  ['test', 20],
  ['sandbox', 15],
] as const

const SYSTEMS: Readonly<Record<string, readonly string[]>> = {
  payments: ['ledger', 'settlement', 'card-gateway', 'refunds', 'fraud'],
  platform: ['observability', 'identity', 'artifacts', 'edge', 'automation'],
  data: ['lake', 'streaming', 'reporting', 'ml-features'],
  web: ['storefront', 'search', 'content', 'media'],
  retail: ['stores', 'inventory', 'loyalty'],
  security: ['forensics', 'scanning'],
}
const SYSTEMS_OF_NOBODY = ['legacy-crm', 'merger-northwind', 'innovation-lab', 'training']

export function accountPlan(place: number, random: Random): AccountPlan {
  const fixed = FOUNDATION[place]
  if (fixed) {
    const environment = fixed.name.endsWith('-dev') ? 'dev' : 'prod'
    return { ...fixed, name: () => fixed.name, environment, tags: tagsOf(fixed.team, environment, random) }
  }
  const team = random.weigh(TEAMS)
  const environment = random.weigh(ENVIRONMENTS)
  const system = random.pick((team && SYSTEMS[team]) || SYSTEMS_OF_NOBODY)
  const number = random.chance(0.4) ? `-${random.between(2, 9)}` : ''
  return {
    name: (id) =>
      environment === 'sandbox' ? `sandbox-${team ?? 'guest'}-${id.slice(-4)}` : `${system}${number}-${environment}`,
    ouPath: ouPathOf(team, environment, random),
    team,
    environment,
    tags: tagsOf(team, environment, random),
    functionCount: environment === 'sandbox' ? random.between(2, 16) : random.between(15, 42),
  }
}

function ouPathOf(team: string | null, environment: string, random: Random): OuPath {
  if (environment === 'sandbox') return 'Root/Sandbox'
  if (environment === 'dev') return 'Root/Workloads/NonProd/Dev'
  if (environment === 'test') return 'Root/Workloads/NonProd/Test'
  if (team === 'payments') return 'Root/Workloads/Prod/Payments'
  if (team !== 'retail') return 'Root/Workloads/Prod'
  return random.chance(0.5) ? 'Root/Workloads/Prod/Retail' : 'Root/Workloads/Prod/Retail/Stores EMEA'
}

const TEAM_TAG_KEYS = [
  ['team', 85],
  ['owner', 10],
  ['squad', 5],
] as const

/** Most accounts say whose they are under `team`; some say it under an older key, and some with a capital letter. */
function tagsOf(team: string | null, environment: string, random: Random): readonly Tag[] {
  const spelt = random.weigh(TEAM_TAG_KEYS)
  const key = team && random.chance(0.1) ? `${spelt.charAt(0).toUpperCase()}${spelt.slice(1)}` : spelt
  return [
    ...(team ? [{ key, value: team }] : []),
    { key: 'environment', value: environment },
    { key: 'cost-center', value: itemAt(['4711', '4712', '4800', '5150'], random.between(0, 3)) },
    ...(environment === 'prod' ? [{ key: 'criticality', value: random.pick(['high', 'medium']) }] : []),
  ]
}
