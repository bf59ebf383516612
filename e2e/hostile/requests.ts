/** Requests that nobody means well with: any route or page, with values that were never thought of. */
import fc from 'fast-check'
import type { Asked } from './ask.ts'
import type { Target } from './routes.ts'

/** What exists: names that a target takes, ids and cursors of rows that are there. */
export type Known = {
  namesOf: (target: Target, method: string) => readonly string[]
  names: readonly string[]
  ids: readonly string[]
  cursors: readonly string[]
}

const DAYS = [
  '2026-02-31',
  '2026-13-01',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '10000-01-01',
  '-001-01-01',
  '2026-02-29',
]
const TIMES = ['2026-02-31 10:00:00+00', '2026-02-28 25:00:00+00', '294277-01-01 00:00:00+00', '2026-02-28 10:00:00+99']
const NUMBERS = [
  '0',
  '-1',
  '1e9',
  '1e400',
  '9007199254740993',
  '99999999999999999999',
  '0x10',
  'NaN',
  'Infinity',
  '1.5',
  '',
]
const WORDS = [
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'true',
  'asc',
  'desc',
  '../../etc/passwd',
  "' OR 1=1--",
]
const MONTHS = [
  '9999-12',
  '0000-00',
  '0000-01',
  '9999-13',
  '2026-00',
  '2026-12',
  '99999-1',
  '9999-W53',
  '0000-W01',
  '2026-W54',
]
const ODD_TEXTS = [
  '\u0000',
  'a\u0000b',
  '\u202e',
  '\ufeff',
  '\u001b[2J',
  '%',
  '_',
  '\\',
  '💣',
  '\ud83d',
  '\n',
  'a'.repeat(3_000),
]
const RAW = [
  '%00',
  '%FF',
  '%C0%80',
  '%ED%A0%80',
  '%',
  '%zz',
  '%2e%2e',
  '%2F',
  '%5C',
  '..',
  '.',
  '%0d%0aset-cookie:a=b',
  ';a=b',
  '%u0041',
]

const oddText = fc.oneof(
  fc.constantFrom(...DAYS, ...TIMES, ...NUMBERS, ...WORDS, ...MONTHS, ...ODD_TEXTS),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.uuid(),
  fc.integer().map(String),
)

const percent = (text: string): string => encodeURIComponent(text.toWellFormed())
/** As it goes into an address. A value as it is, or what no encoder would write. */
const inAddress = (known: Known) =>
  fc.oneof(
    { weight: 4, arbitrary: oddText.map(percent) },
    { weight: 2, arbitrary: madeUpCursor(known).map(percent) },
    { weight: 1, arbitrary: fc.constantFrom(...RAW) },
    { weight: 2, arbitrary: fc.constantFrom('', ...known.ids).map(percent) },
  )

/** Of the right shape, with parts that are wrong; or one of ours with a byte changed. */
function madeUpCursor({ cursors }: Known): fc.Arbitrary<string> {
  const part = fc.oneof(oddText, fc.constant(null), fc.integer(), fc.constant([]))
  const made = fc.array(part, { maxLength: 7 }).map((key) => Buffer.from(JSON.stringify(key)).toString('base64url'))
  if (cursors.length === 0) return made
  const tampered = fc.tuple(fc.constantFrom(...cursors), fc.nat({ max: 8 }), oddText).map(([cursor, index, text]) => {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    key[index % key.length] = text
    return Buffer.from(JSON.stringify(key)).toString('base64url')
  })
  const cut = fc.tuple(fc.constantFrom(...cursors), fc.nat({ max: 30 })).map(([cursor, at]) => cursor.slice(0, -at))
  return fc.oneof(made, tampered, cut)
}

function queryOf(names: readonly string[], known: Known): fc.Arbitrary<string> {
  const name = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...(names.length > 0 ? names : ['text'])) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'a[]', 'a[b]', '%00', '%FF', '', 'constructor') },
  )
  const pair = fc
    .tuple(name, inAddress(known), fc.integer({ min: 1, max: 10 }))
    // Now and then twice, where one is expected.
    .map(([key, value, often]) =>
      Array(often === 10 ? 2 : 1)
        .fill(`${key}=${value}`)
        .join('&'),
    )
  return fc.array(pair, { maxLength: 4 }).map((pairs) => (pairs.length > 0 ? `?${pairs.join('&')}` : ''))
}

function pathOf({ segments }: Target, known: Known): fc.Arbitrary<string> {
  const odd = inAddress(known)
  // An id that exists leads further in than one that does not.
  const value = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('x', ...known.ids).map(percent) },
    { weight: 1, arbitrary: odd },
  )
  const parts = segments.map((segment) => (segment.startsWith('[') ? value : fc.constant(segment)))
  const more = fc.option(fc.oneof(odd, fc.constantFrom('', 'route.rsc', '__PAGE__')), { freq: 12, nil: undefined })
  return fc
    .tuple(fc.tuple(...parts), more)
    .map(([path, end]) => `/${[...path, ...(end === undefined ? [] : [end])].join('/')}`)
}

/** A body with names that are taken and values that are not. Never empty, and with no account that exists: nothing begins. */
function bodyOf(names: readonly string[]): fc.Arbitrary<string> {
  const value = fc.oneof(oddText, fc.integer(), fc.double(), fc.boolean(), fc.constant(null))
  const deep = fc.oneof(
    value,
    fc.array(value, { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 5 }), value, { maxKeys: 3 }),
  )
  const entry = fc.tuple(fc.constantFrom(...(names.length > 0 ? names : ['x'])), deep)
  const object = fc
    .array(entry, { minLength: 1, maxLength: 6 })
    .map((entries) => JSON.stringify(Object.fromEntries(entries)))
  const broken = fc.constantFrom('{', '[]', 'null', '"a"', '1', '{"a":', '{"__proto__":{"a":1}}', '\u0000', '[1e400]')
  return fc.oneof({ weight: 5, arbitrary: object }, { weight: 1, arbitrary: broken })
}

const HEADERS: Record<string, string>[] = [
  { 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-host': ' ::: ' },
  { 'x-forwarded-proto': 'javascript' },
  { 'x-forwarded-for': "'; DROP TABLE person" },
  { 'x-forwarded-port': '99999' },
  { rsc: '1' },
  { rsc: '1', 'next-router-state-tree': '%FF' },
  { rsc: '1', 'next-router-state-tree': '%5B%22%22%2C%7B%7D%5D' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { 'next-action': '00' },
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-nextjs-data': '1' },
  { range: 'bytes=99999999999-0' },
  { 'if-none-match': '*' },
  { 'accept-encoding': 'gzip, br;q=2, *;q=x' },
  { accept: '\u00ff' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { cookie: 'steward_session=%FF; a="; =' },
  { 'accept-language': 'a'.repeat(4_000) },
  { 'content-type': 'multipart/form-data' },
]

/** One request to one of the targets. Without `content-type` a body is none of ours. */
export function hostileRequest(targets: readonly Target[], known: Known): fc.Arbitrary<Asked> {
  const odd = ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']
  return fc.constantFrom(...targets).chain((target) => {
    const methods = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...target.methods) },
      { weight: 1, arbitrary: fc.constantFrom(...odd) },
    )
    const headers = fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.constantFrom(...HEADERS) },
    )
    return methods.chain((method) => {
      const names = target.kind === 'page' ? known.names : known.namesOf(target, method)
      const hasBody = ['POST', 'PUT', 'PATCH'].includes(method)
      const body = hasBody ? bodyOf(names) : fc.constant(undefined)
      return fc.tuple(pathOf(target, known), queryOf(names, known), headers, body).map(([path, query, more, sent]) => ({
        method,
        path: path + query,
        headers: { ...(sent === undefined ? {} : { 'content-type': 'application/json' }), ...more },
        body: sent,
      }))
    })
  })
}
