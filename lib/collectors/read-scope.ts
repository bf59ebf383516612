/**
 * Reads one scope: asks, normalises, hands rows on as they come, and says in what state that leaves the scope. Trouble
 * with AWS is an answer here, not an exception; trouble with the store is an exception.
 */
import type { Cause } from '#lib/core/cause'
import type { Reading } from '#lib/core/reading'
import { MissingFieldError, StoreError } from '#lib/errors'
import { log } from '#lib/log'
import type { ScopeAccess } from './aws/access.ts'
import type { Asked } from './aws/asked.ts'
import { AwsCallError, RunStoppedError } from './aws/call-error.ts'
import { dependencyMissing } from './aws/causes/not-asked.ts'
import type { NotRead } from './aws/causes/not-read.ts'
import { notThroughAggregator } from './aws/causes/not-switched-on.ts'
import { fieldsLeftOut, fieldsMissing, notReadBecause, rowsRefused, textsCut } from './aws/causes.ts'
import { isRefusedToken } from './aws/error-codes.ts'
import type { AnySource, Known, Place } from './define-source.ts'
import type { AccountAccess } from './open-account.ts'
import type { Rows, TableName } from './rows.ts'

/** Where the rows of one attempt wait. An item that came twice is one row: the sink tells rows by their key (F12). */
export type StagingSink = {
  readonly attemptId: string
  /** Rows staged, each once. */
  readonly count: number
  /**
   * `incomplete` rows lack a field that AWS always sends: they make a thing known that was not, and leave one that is
   * known as it was (F28).
   */
  stage(rows: readonly Rows[TableName][], options: { incomplete: boolean }): Promise<void>
  /** Forgets what was staged: the listing begins again (F13). */
  restart(): Promise<void>
  /** What the store has no room for: rows that no column holds, and rows that lost the end of a text. */
  readonly unfit?: { refused: number; cut: number }
}

export type ScopeRequest = {
  source: AnySource
  place: Place
  access: AccountAccess
  known: Known
  sink: StagingSink
}

export type ScopeReading = {
  reading: Reading
  /** Answers that brought data, for ordering next time's work. */
  pages: number
  awsCalls: number
  retries: number
  throttles: number
  durationMs: number
}

export async function readScope(request: ScopeRequest): Promise<ScopeReading> {
  const startedAtMs = performance.now()
  const access = request.access.in(calledIn(request), request.source.bucket)
  const reading = await readOrAsk(request, access)
  const { calls, retries, throttles } = access.statistics.total()
  const durationMs = Math.round(performance.now() - startedAtMs)
  return { reading, pages: access.pageCount(), awsCalls: calls, retries, throttles, durationMs }
}

async function readOrAsk(request: ScopeRequest, access: ScopeAccess): Promise<Reading> {
  try {
    return (await withoutAsking(request)) ?? (await ask(request, access))
  } catch (error) {
    throw error instanceof StoreError ? error.cause : error
  }
}

const calledIn = ({ source, place, access }: ScopeRequest): string =>
  source.askedIn?.(access.context.settings.hubRegion) ?? place.region

/** Who asks whom, for sentences: the Region is named where the scope has one. */
const askedFor = (request: ScopeRequest): Asked => {
  const { place, access } = request
  const asked = access.asked(place.region === 'global' ? 'global' : calledIn(request))
  return place.accountId === access.accountId || place.region === 'global' ? asked : { ...asked, about: place }
}

/** What a source builds on may be unknown, or known to be nothing: then there is nothing to ask. */
async function withoutAsking({ source, place, access, known, sink }: ScopeRequest): Promise<Reading | null> {
  if (source.after.includes('lambda.functions')) {
    const functions = await known.functions()
    if (functions === null) return dependencyMissing('lambda.functions')
    if (functions.length === 0) return { status: 'complete', staged: staged(sink) }
  }
  return notAskedBecause(source, known, access.asked(place.region))
}

/** Why a scope is not worth a call, as far as what it builds on tells that; null: it is. */
export async function notAskedBecause(source: AnySource, known: Known, asked: Asked): Promise<NotRead | null> {
  if (source.after.includes('organization') && (await known.accountIds()).length === 0) {
    return dependencyMissing('organization')
  }
  if (!source.after.includes('config.aggregator')) return null
  const aggregator = await known.aggregator()
  return aggregator === null ? dependencyMissing('config.aggregator') : notThroughAggregator(aggregator, asked)
}

async function ask(request: ScopeRequest, access: ScopeAccess): Promise<Reading> {
  const { sink } = request
  const batch = new Batch(sink)
  try {
    const missing = await collectInto(batch, request, access)
    const cause = shortfall(missing.usual, request, access)
    if (cause) return { status: 'partial', staged: staged(sink), cause }
    const warning = oddities(missing.expected, request)
    return { status: 'complete', staged: staged(sink), ...(warning && { warning }) }
  } catch (error) {
    if (error instanceof StoreError) throw error
    return cutShort(error, batch, request, access)
  }
}

/** Reads to the end; once more from the start where AWS refuses its own page token. */
async function collectInto(batch: Batch, request: ScopeRequest, access: ScopeAccess): Promise<Missing> {
  try {
    return await collectOnce(batch, request, access)
  } catch (error) {
    if (!(error instanceof AwsCallError && isRefusedToken(error))) throw error
    await batch.restart()
    return await collectOnce(batch, request, access)
  }
}

/** Of how many rows which fields were missing: those that AWS always sends, and those that it leaves out of some. */
type Missing = Record<'usual' | 'expected', Lacking>
type Lacking = { rows: number; fields: Set<string> }

async function collectOnce(batch: Batch, request: ScopeRequest, access: ScopeAccess): Promise<Missing> {
  const { source, place, known } = request
  const missing: Missing = { usual: { rows: 0, fields: new Set() }, expected: { rows: 0, fields: new Set() } }
  for await (const item of source.collect(access, known, place)) {
    const lacking = fieldsWithoutValue(source.usual?.(item))
    const leftOut = fieldsWithoutValue(source.expected?.(item))
    const row = normaliseOrNull(source, item, place, lacking)
    count(missing.usual, lacking)
    count(missing.expected, leftOut)
    if (row) await batch.add(row, { incomplete: lacking.length + leftOut.length > 0 })
  }
  await batch.flush()
  return missing
}

function count(lacking: Lacking, fields: readonly string[]): void {
  if (fields.length > 0) lacking.rows += 1
  for (const field of fields) lacking.fields.add(field)
}

function fieldsWithoutValue(fields: Readonly<Record<string, unknown>> = {}): string[] {
  return Object.keys(fields).filter((field) => fields[field] === undefined || fields[field] === null)
}

/** The row, or null when what identifies it is missing: then its field joins those that are lacking. */
function normaliseOrNull(source: AnySource, item: unknown, place: Place, lacking: string[]): Rows[TableName] | null {
  try {
    return source.normalise(item, place)
  } catch (error) {
    if (!(error instanceof MissingFieldError)) throw error
    lacking.push(error.field)
    return null
  }
}

/** Why a reading that came to its end is not complete after all. */
function shortfall(missing: Lacking, request: ScopeRequest, scope: ScopeAccess): Cause | null {
  const refused = request.sink.unfit?.refused ?? 0
  if (refused > 0) return rowsRefused(refused, askedFor(request))
  if (missing.rows > 0) return fieldsMissing([...missing.fields], missing.rows, askedFor(request))
  const [first] = scope.passedOver()
  return first ? notReadBecause(first, askedFor(request)).cause : null
}

/** What is worth a word of a reading that is complete. */
function oddities({ rows, fields }: Lacking, request: ScopeRequest): Cause | undefined {
  const cut = request.sink.unfit?.cut ?? 0
  if (cut > 0) return textsCut(cut, askedFor(request))
  return rows > 0 ? fieldsLeftOut([...fields], rows, askedFor(request)) : undefined
}

/** Causes that leave what came before them as it is: true, but not all. */
const ALWAYS_PARTIAL = new Set(['PAGINATION_LOOP', 'PAGE_TOKEN'])
/** Causes after which nothing of the attempt may be kept. */
const NEVER_PARTIAL = new Set(['IDENTITY_MISMATCH', 'UNEXPECTED'])

/** A reading that an error ended: partial with what had come, or without anything. */
async function cutShort(error: unknown, batch: Batch, request: ScopeRequest, scope: ScopeAccess): Promise<Reading> {
  const { access, place, source, sink, known } = request
  const { signal } = access.context
  const why = signal.aborted && signal.reason instanceof RunStoppedError ? signal.reason : error
  // What an error means is not guessed against what this very run has been told.
  const listed = await known.regions(place.accountId)
  const regionStatus = listed.find(({ region }) => region === place.region)?.optStatus ?? null
  const facts = { regionStatus, answered: scope.answered() }
  const notRead = notReadBecause(why, { ...askedFor(request), ...facts })
  const { code } = notRead.cause
  if (code === 'UNEXPECTED') log().error({ err: error, source: source.id, ...place }, 'a source failed unexpectedly')
  if (notRead.status !== 'failed' || NEVER_PARTIAL.has(code)) return notRead
  await batch.flush()
  if (sink.count === 0 && !ALWAYS_PARTIAL.has(code)) return notRead
  return { status: 'partial', staged: staged(sink), cause: notRead.cause }
}

const staged = ({ attemptId, count }: StagingSink) => ({ attemptId, count })

/** Rows handed to the sink at once. Ours: large enough for COPY, small enough that memory does not notice. */
const BATCH_ROWS = 500

/** Rows on their way to the sink; those that lack a field apart from the others. */
class Batch {
  private whole: Rows[TableName][] = []
  private incomplete: Rows[TableName][] = []
  private readonly sink: StagingSink

  constructor(sink: StagingSink) {
    this.sink = sink
  }

  async add(row: Rows[TableName], { incomplete }: { incomplete: boolean }): Promise<void> {
    const rows = incomplete ? this.incomplete : this.whole
    rows.push(row)
    if (rows.length >= BATCH_ROWS) await this.flush()
  }

  async flush(): Promise<void> {
    const { whole, incomplete } = this
    this.whole = []
    this.incomplete = []
    if (whole.length > 0) await this.handOver(() => this.sink.stage(whole, { incomplete: false }))
    if (incomplete.length > 0) await this.handOver(() => this.sink.stage(incomplete, { incomplete: true }))
  }

  async restart(): Promise<void> {
    this.whole = []
    this.incomplete = []
    await this.handOver(() => this.sink.restart())
  }

  private async handOver(write: () => Promise<void>): Promise<void> {
    try {
      await write()
    } catch (error) {
      throw new StoreError(error)
    }
  }
}
