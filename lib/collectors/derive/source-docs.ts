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
    '| source | what for | read per | permissions | how often | rate limit |',
    '| --- | --- | --- | --- | --- | --- |',
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
  ].join('\n')}\n`
}

function sourceRow({ id, describes, scopedTo, actions, refreshEveryMs, bucket }: AnySource): string {
  const buckets = typeof bucket === 'string' ? [bucket] : [...new Set(Object.values(bucket))]
  return row([
    code(id),
    describes,
    PER[scopedTo],
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
