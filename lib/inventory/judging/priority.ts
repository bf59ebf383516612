import { type Day, daysBetween } from '../../core/time.ts'

export type PriorityEvidence = {
  dueOn: Day | null
  openFindings: number
  liveFindings: number
  /** The account's environment as its tag or organizational unit tells; null when neither does. */
  environment: 'production' | 'other' | null
}

/** 0 to 100, and the reasons in words, the heaviest first. */
export type Priority = { score: number; because: readonly string[] }

type Part = { points: number; reason: string }

function partOfDate(dueOn: Day | null, today: Day): Part {
  if (dueOn === null) return { points: 5, reason: 'no date is set' }
  const days = daysBetween(today, dueOn)
  if (days < 0) return { points: 40, reason: 'the last date has passed' }
  if (days <= 30) return { points: 40, reason: 'due within 30 days' }
  if (days <= 90) return { points: 30, reason: 'due within 90 days' }
  if (days <= 180) return { points: 20, reason: 'due within 180 days' }
  return { points: 10, reason: 'due later' }
}

function partOfUse(openFindings: number, liveFindings: number): Part {
  return liveFindings > 0
    ? { points: 30, reason: `${liveFindings} of ${openFindings} in live use` }
    : { points: 0, reason: 'none known to be in live use' }
}

function partOfEnvironment(environment: PriorityEvidence['environment']): Part {
  if (environment === 'production') return { points: 20, reason: 'a production account' }
  if (environment === null) return { points: 10, reason: 'the environment of the account is not known' }
  return { points: 0, reason: 'not a production account' }
}

/** Each doubling of the number counts two, up to ten: hundreds matter more than one, but not hundreds of times more. */
function partOfSize(openFindings: number): Part {
  return {
    points: Math.min(10, 2 * Math.ceil(Math.log2(openFindings + 1))),
    reason: `${openFindings} to change`,
  }
}

/** What breaks and when, whether it is used, where, and how much of it: what a team should do first. */
export function priorityOf(evidence: PriorityEvidence, today: Day): Priority {
  const { dueOn, openFindings, liveFindings, environment } = evidence
  if (openFindings === 0) return { score: 0, because: ['nothing is open'] }
  const parts = [
    partOfDate(dueOn, today),
    partOfUse(openFindings, liveFindings),
    partOfEnvironment(environment),
    partOfSize(openFindings),
  ]
  return {
    score: parts.reduce((sum, { points }) => sum + points, 0),
    because: parts.toSorted((a, b) => b.points - a.points).map(({ reason }) => reason),
  }
}

const ENVIRONMENT_TAGS = ['environment', 'env', 'stage']
const PRODUCTION = /^(prod|production|prd|live)$/i

/** The account's tag decides, else a unit on its path that is named for it. */
export function environmentOf(tags: Readonly<Record<string, string>>, ouPath: string): PriorityEvidence['environment'] {
  const tag = Object.entries(tags).find(([key]) => ENVIRONMENT_TAGS.includes(key.toLowerCase()))
  if (tag) return PRODUCTION.test(tag[1]) ? 'production' : 'other'
  const units = ouPath.split('/')
  if (units.some((unit) => PRODUCTION.test(unit))) return 'production'
  return units.some((unit) => /^(non-?prod|dev|development|test|staging|stage|sandbox)$/i.test(unit)) ? 'other' : null
}
