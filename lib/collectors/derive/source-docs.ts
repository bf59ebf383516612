/** `docs/sources.md`: what is read, why, with which permissions, how often and how fast. A guard keeps it current. */
import { DAY_MS, HOUR_MS, WEEK_MS } from '#lib/core/time'
import { BUCKETS, type Bucket } from '../aws/buckets.ts'
import type { AnySource } from '../define-source.ts'

export function sourceDocs(sources: readonly AnySource[]): string {
  return `${[
    '# Sources',
    '',
    'What Steward reads from AWS. Made from the declarations under `lib/collectors/sources`; do not edit it by hand:',
    '`npx vitest run lib/collectors/derive/source-docs -u` writes it anew.',
    '',
    '| source | what for | read per | asked with | permissions | how often | rate limit |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...sources.map(sourceRow),
    '',
    '## Rate limits',
    '',
    'Calls wait for their turn in the bucket that AWS meters them by. Steward starts at 80 % of a published rate and never',
    'goes above it, since others call too. Where AWS publishes none it starts at 2 calls a second, adds 0.5 after every ten',
    'seconds without a throttle, and takes 30 % off on each throttle.',
    '',
    '| bucket | shared by | published by AWS | we start at | source, as of |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(BUCKETS).map(([name, bucket]) => bucketRow(name, bucket)),
    '',
    ...Object.entries(BUCKETS).flatMap(([name, bucket]) => note(name, bucket)),
    '## States of a reading',
    '',
    'A reading that came to its end is `complete`, and only then may something be taken for gone. Where AWS leaves out a',
    'field that it always sends, the row is kept, what was known of it before is not overwritten, and the reading is',
    '`partial` with the cause `MISSING_FIELD`. Values and members that Steward does not know are kept as they are and change',
    'no state. Where AWS refuses its own page token, the reading begins again once; the second time it is `partial`.',
    '',
    'Some sources have nothing to read before something is switched on or paid for. That is an answer, not a gap:',
    '',
    '- AWS Config is read through an aggregator of the account that the hub is in: of all its enabled Regions, the one that',
    '  covers most. Without any, every scope is `disabled/NO_AGGREGATOR`; where settings name one that is not there,',
    '  `failed/NO_AGGREGATOR`. An enabled Region or an account that it was not made to draw from is a gap,',
    '  `failed/NOT_AGGREGATED`; one that it could draw from and has nothing of is `disabled/NOT_RECORDED`. Where its last',
    '  update failed, the scope is `failed/AGGREGATOR_SOURCE`; where that is outdated, what it has is read as',
    '  `partial/AGGREGATOR_STALE`.',
    '- In the partitions aws-us-gov and aws-cn, AWS Health and Support are asked at the endpoints of these. No other partition',
    '  is served: the hub is refused there in a sentence.',
    '- AWS Health is read through its organisation view; while that is off, `disabled/ORG_VIEW`.',
    '- AWS Health and Trusted Advisor take a paid support plan; without, `not_entitled/SUPPORT_PLAN`. AWS may say a plain',
    '  `AccessDenied` instead, which is `denied/ACTION`.',
    '',
    'Two things AWS does not tell, and Steward does not guess: no API names the support plan of an account, so `supportPlan`',
    'stays empty and only what a plan opens is known; and the aggregator tells neither the name of the conformance pack that',
    'deployed a rule nor its id but at the end of the name of the rule, so a pack is shown by that id.',
  ].join('\n')}\n`
}

function sourceRow(source: AnySource): string {
  const { id, describes, scopedTo, actions, refreshEveryMs, bucket } = source
  const buckets = typeof bucket === 'string' ? [bucket] : [...new Set(Object.values(bucket))]
  return row([
    code(id),
    describes,
    PER[scopedTo],
    askedWith(source),
    actions.map(code).join(', '),
    interval(refreshEveryMs),
    buckets.map(code).join(', '),
  ])
}

const PER: Readonly<Record<AnySource['scopedTo'], string>> = {
  organization: 'organisation',
  account: 'account',
  'account-region': 'account and Region',
}

/** Whose credentials, and the Region where that is not the scope's own. */
function askedWith({ askedWith: identity, askedIn }: AnySource): string {
  const who = identity === 'hub' ? 'the hub' : 'the member role'
  return askedIn === undefined ? who : `${who}, in ${askedIn("the hub's Region")}`
}

function bucketRow(name: string, { sharedBy, published }: Bucket): string {
  if (!published) return row([code(name), SHARED[sharedBy], 'no', '2/s, then as learnt', 'ours'])
  const { perSecond, burst, source, asOf } = published
  return row([
    code(name),
    SHARED[sharedBy],
    `${perSecond}/s, burst ${burst}`,
    `${rounded(perSecond * 0.8)}/s, burst ${rounded(Math.max(1, burst * 0.8))}`,
    `${source}, ${asOf}`,
  ])
}

const SHARED: Readonly<Record<Bucket['sharedBy'], string>> = {
  organization: 'the organisation',
  account: 'one account',
  'account-region': 'one account and Region',
}

function note(name: string, bucket: Bucket): string[] {
  return bucket.note ? [`- ${code(name)}: ${bucket.note}`, ''] : []
}

function interval(ms: number): string {
  if (ms === HOUR_MS) return 'hourly'
  if (ms === DAY_MS) return 'daily'
  if (ms === WEEK_MS) return 'weekly'
  return `every ${rounded(ms / HOUR_MS)} h`
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const code = (text: string): string => `\`${text}\``
const rounded = (value: number): string => String(Math.round(value * 10) / 10)
