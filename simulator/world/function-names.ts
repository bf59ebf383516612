/** Names of functions: unique within an account and Region, because a slot and its turn decide noun and verb. */
import { itemAt, type Random } from './random.ts'

const NOUNS: Readonly<Record<string, readonly string[]>> = {
  payments: ['refund', 'ledger', 'invoice', 'settlement', 'payout', 'card', 'dispute', 'mandate', 'fx-rate', 'receipt'],
  platform: ['log', 'metric', 'image', 'secret', 'pipeline', 'dns', 'quota', 'backup', 'key', 'cluster'],
  data: ['event', 'table', 'partition', 'feature', 'report', 'stream', 'schema', 'snapshot', 'dashboard', 'cohort'],
  web: ['session', 'page', 'asset', 'search', 'cart', 'thumbnail', 'sitemap', 'consent', 'feed', 'redirect'],
  security: ['finding', 'credential', 'bucket', 'certificate', 'alert', 'image', 'policy', 'login', 'scan', 'key'],
  retail: ['order', 'stock', 'price', 'voucher', 'store', 'shipment', 'loyalty', 'return', 'catalogue', 'till'],
  nobody: ['customer', 'contact', 'job', 'mail', 'import', 'sync', 'demo', 'form', 'file', 'webhook'],
}

const VERBS = [
  ...['export', 'refund', 'process', 'notify', 'archive', 'validate', 'enrich', 'sync', 'cleanup', 'replay'],
  ...['import', 'render', 'resize', 'authorize', 'rotate', 'index', 'aggregate', 'dispatch', 'reconcile', 'audit'],
  ...['ingest', 'transform', 'publish', 'score', 'expire', 'deduplicate', 'watch', 'report', 'route', 'backfill'],
  ...['merge', 'seed', 'sign', 'split', 'store', 'trace', 'unlock', 'verify', 'warm', 'zip'],
] as const

/** So many functions of one noun can differ in their verb at once; more than any account has in a Region. */
const TURNS = 4
const LONGEST = 64

export function nameOf(
  place: { team: string | null; slot: number; turn: number },
  style: 'plain' | 'generated',
  random: Random,
): string {
  const nouns = NOUNS[place.team ?? 'nobody'] ?? []
  const noun = itemAt(nouns, place.slot % nouns.length)
  const row = Math.floor(place.slot / nouns.length)
  const verb = itemAt(VERBS, (row * TURNS + (place.turn % TURNS)) % VERBS.length)
  const lap = Math.floor((row * TURNS) / VERBS.length)
  const plain = [place.team ?? 'app', noun, verb, ...(lap > 0 ? [lap + 1] : [])].join('-')
  // CloudFormation names what the template leaves unnamed: stack, logical id, twelve capitals.
  if (style === 'generated')
    return `${plain}-${pascal(noun)}${pascal(verb)}-${random.word(12).toUpperCase()}`.slice(0, LONGEST)
  if (random.chance(0.06)) return plain.replaceAll('-', '_')
  if (random.chance(0.03)) return `${plain}-for-all-customers-of-the-${random.word(LONGEST)}`.slice(0, LONGEST)
  return plain
}

function pascal(words: string): string {
  return words.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
}
