import { currentRuntimes } from '#lib/catalogue/current-runtimes'
import { clock } from '#lib/core/clock'
import { type Day, dayOf, WEEK_MS } from '#lib/core/time'
import { env } from '#lib/env'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { ShortfallError } from '../../aws/call-error.ts'
import { defineSource, type KnownFunction } from '../../define-source.ts'
import { type LastInvocation, lastInvocations } from './invocation-metrics.ts'
import { mostUrgentFirst } from './urgency.ts'

/** What is asked about: `*` is the whole function; its metrics are those that count together. */
type Question = { functionName: string; target: string; resources: readonly (string | null)[] }
type Item = { functionName: string; target: string } & LastInvocation

export const lambdaInvocations = defineSource({
  id: 'lambda.invocations',
  describes: 'The last day on which each version was invoked, to tell versions in use from dormant ones.',
  scopedTo: 'account-region',
  actions: ['cloudwatch:GetMetricData'],
  // AWS charges for every metric asked for, and a day more or less changes no advice.
  refreshEveryMs: WEEK_MS,
  bucket: 'cloudwatch.metric-data',
  table: 'lambdaInvocation',
  after: ['lambda.functions', 'lambda.aliases'],

  async *collect(aws, known): AsyncIterable<Item> {
    const today = dayOf(clock.now())
    const functions = mostUrgentFirst(required(await known.functions(), 'functions'), {
      runtimes: currentRuntimes().catalogue.runtimes,
      today,
      noticeDays: env().noticeDays,
    })
    const budget = { left: env().metricsBudget }
    const invoked = new Set<string>()
    for await (const answer of answers(aws, functions.map(wholeFunction), today, budget)) {
      yield answer
      // A function without invocations has no version with any: nothing more to ask.
      if (answer.state !== 'none') invoked.add(answer.functionName)
    }
    const versions = functions.filter(({ name }) => invoked.has(name)).flatMap(eachTarget)
    yield* answers(aws, versions, today, budget)
    if (budget.left < 0) aws.passOver(overBudget(-budget.left))
  },

  normalise: ({ functionName, target, state, lastInvokedOn }) => ({ functionName, target, state, lastInvokedOn }),
})

const wholeFunction = ({ name }: KnownFunction): Question => ({ functionName: name, target: '*', resources: [null] })

/** Every version and every alias. Calls of `$LATEST` count under the function's name alone, or with the qualifier. */
function eachTarget({ name, versions, aliases }: KnownFunction): Question[] {
  const ofVersions = versions.map(({ version }) => ({
    functionName: name,
    target: version,
    resources: version === '$LATEST' ? [name, `${name}:$LATEST`] : [`${name}:${version}`],
  }))
  const ofAliases = aliases.map((alias) => ({
    functionName: name,
    target: `alias:${alias.name}`,
    resources: [`${name}:${alias.name}`],
  }))
  return [...ofVersions, ...ofAliases]
}

/** Answers as far as the budget reaches, and `unknown` from there on; `left` goes on below zero, to tell by how much. */
async function* answers(
  aws: AwsAccess,
  questions: readonly Question[],
  today: Day,
  budget: { left: number },
): AsyncIterable<Item> {
  const affordable = questions.filter(({ resources }) => {
    budget.left -= resources.length
    return budget.left >= 0
  })
  const metrics = affordable.flatMap(({ functionName, resources }) =>
    resources.map((resource) => ({ functionName, resource })),
  )
  let parts: LastInvocation[] = []
  let next = 0
  for await (const part of lastInvocations(aws, metrics, today)) {
    const question = affordable[next]
    if (!question) break
    parts.push(part)
    if (parts.length < question.resources.length) continue
    yield { functionName: question.functionName, target: question.target, ...together(parts) }
    parts = []
    next += 1
  }
  for (const { functionName, target } of questions.slice(affordable.length)) {
    yield { functionName, target, state: 'unknown', lastInvokedOn: null }
  }
}

/** Several metrics of one target: the latest day; none only when all are complete and have nothing. */
function together(parts: readonly LastInvocation[]): LastInvocation {
  if (parts.some(({ state }) => state === 'unknown')) return { state: 'unknown', lastInvokedOn: null }
  const days = parts.flatMap(({ lastInvokedOn }) => lastInvokedOn ?? []).sort()
  const lastInvokedOn = days.at(-1)
  return lastInvokedOn === undefined ? { state: 'none', lastInvokedOn: null } : { state: 'seen', lastInvokedOn }
}

function overBudget(metrics: number): ShortfallError {
  return new ShortfallError(
    'BUDGET',
    `${metrics} more metrics than STEWARD_METRICS_BUDGET allows: whether those versions were invoked is unknown.`,
    'Raise STEWARD_METRICS_BUDGET (AWS charges for each metric), or delete versions that nothing uses.',
  )
}
