/** Whether pages can be served, for an orchestrator, a load balancer and our own supervisor. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readReadiness, type StoredReadiness } from '../db/sql/readiness/read-readiness.ts'
import { log } from '../log.ts'
import { databaseProblem } from './database-away.ts'

/** `filling`: pages are served, and those of a demo say that its past is not complete yet. */
export type Readiness = { status: 'ready' | 'filling' | 'unavailable'; reasons: string[] }

/** Whoever asks gets an answer within this time, whatever the database does. */
const ANSWER_WITHIN_MS = 3_000
/** Answers this old are given again: asking often costs the database nothing. */
const FRESH_MS = 1_000

const holder = globalThis as typeof globalThis & {
  stewardReadiness?: { at: number; answer: Promise<Readiness> }
  /** The directory of this program, from whoever serves it. */
  stewardRoot?: string
}

export function getReadiness(): Promise<Readiness> {
  const now = performance.now()
  const known = holder.stewardReadiness
  if (known && now - known.at < FRESH_MS) return known.answer
  const answer = lookWithin(ANSWER_WITHIN_MS)
  holder.stewardReadiness = { at: now, answer }
  return answer
}

async function lookWithin(limitMs: number): Promise<Readiness> {
  const late = new AbortController()
  const tooLate = wait(limitMs, undefined, { signal: late.signal }).then(
    (): Readiness => unavailable([`The database did not answer within ${limitMs / 1_000} seconds.`]),
  )
  try {
    return await Promise.race([look(), tooLate])
  } finally {
    late.abort()
    tooLate.catch(() => {})
  }
}

async function look(): Promise<Readiness> {
  try {
    return judgeReadiness(await readReadiness(), expectedMigrations())
  } catch (error) {
    const problem = databaseProblem(error)
    if (!problem) log().warn({ err: error }, 'whether pages can be served could not be found out')
    return unavailable([problem?.message ?? 'The database was not set up for this Steward. Run `steward migrate`.'])
  }
}

const unavailable = (reasons: string[]): Readiness => ({ status: 'unavailable', reasons })

/** Pure. */
export function judgeReadiness(stored: StoredReadiness | undefined, expected: readonly string[]): Readiness {
  if (!stored) return unavailable(['The database was not set up yet. Run `steward migrate`.'])
  const missing = expected.filter((name) => !stored.migrations.includes(name))
  const unknown = stored.migrations.filter((name) => !expected.includes(name))
  if (missing.length > 0) {
    return unavailable([`The database lacks ${missing.length} migrations of this Steward. Run \`steward migrate\`.`])
  }
  if (unknown.length > 0) {
    return unavailable(['The database was migrated by a newer Steward. Start that version, or restore a backup.'])
  }
  if (stored.mode === 'demo' && !stored.pastComplete) {
    return { status: 'filling', reasons: ['The past of the demo is still being filled; pages are served meanwhile.'] }
  }
  return { status: 'ready', reasons: [] }
}

let names: string[] | undefined

/** Of this program. */
function expectedMigrations(): string[] {
  names ??= readdirSync(join(holder.stewardRoot ?? process.cwd(), 'prisma/migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  return names
}
