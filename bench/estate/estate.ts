import type pg from 'pg'
import type { Day } from '#lib/core/time'
import type { Viewer } from '#lib/db/as-viewer'

/** What an estate is made from. Everything else follows from it and is the same every time. */
export type EstatePlan = {
  findings: number
  accounts: number
  /** Whether versions, invocations, tags, witnesses and transitions are made too. */
  withDetails: boolean
  /** Whether AWS Health has events in it. */
  health: boolean
  /** The product day the estate is judged on. */
  today: Day
}

export type Step = {
  name: string
  /** Only a page of one thing shows it, no list or total; measuring those goes faster without. */
  detail?: boolean
  run(client: pg.Client, plan: EstatePlan): Promise<void>
}

/** The Regions that every account has without opting in, busiest first. */
export const REGIONS = [
  'eu-west-1',
  'us-east-1',
  'eu-central-1',
  'us-west-2',
  'ap-southeast-1',
  'us-east-2',
  'eu-west-2',
  'ap-northeast-1',
  'eu-north-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-west-3',
  'us-west-1',
  'ap-south-1',
  'sa-east-1',
  'ap-northeast-2',
  'ap-northeast-3',
] as const

export const TEAMS = [
  'payments',
  'platform',
  'data',
  'web',
  'security',
  'retail',
  'billing',
  'catalog',
  'checkout',
  'claims',
  'fulfilment',
  'identity',
  'insights',
  'logistics',
  'media',
  'mobile',
  'network',
  'partners',
  'pricing',
  'search',
  'support',
  'travel',
  'treasury',
  'warehouse',
] as const

/** Sees what one team owns: a twenty-fourth of everything. */
export const MEMBER: Viewer = { personId: 'bench-member', name: 'Member', role: 'member', teamIds: ['payments'] }

/**
 * SQL of the session that every step may use: the product's own identities (`lib/core/identity.ts`), and numbers that
 * look random and are the same every time.
 */
export const SESSION_FUNCTIONS = `
  ${[2, 3, 4].map(stableIdFunction).join('\n')}
  -- From 0 up to, without, 1.
  CREATE FUNCTION pg_temp.share(n bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
    SELECT (hashint8extended(n, salt) & 2147483647) / 2147483648.0::float8
  $$;
`

/** One function per number of parts: a body of one expression is inlined, which is four times as fast. */
function stableIdFunction(parts: number): string {
  const places = Array.from({ length: parts }, (_, index) => `convert_to($${index + 1}, 'UTF8')`)
  return `CREATE FUNCTION pg_temp.stable_id(${places.map(() => 'text').join(', ')}) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT left(encode(sha256(${places.join(" || '\\x00'::bytea || ")}), 'hex'), 32)::uuid $$;`
}
