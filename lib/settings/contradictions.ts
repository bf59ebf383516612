/** Settings that are right each by itself, and not together: one sentence for each. */
import { isLoopback } from '../core/loopback.ts'
import { readDatabaseUrl } from '../db/database-url.ts'
import { readForwardProxies } from '../forward-proxy.ts'
import { REGION_PATTERN } from './kinds.ts'
import type { Parsed } from './schema.ts'

export function contradictions(values: Parsed): string[] {
  const problems: string[] = []
  if (values.STEWARD_MODE === 'demo' && !isLoopback(values.STEWARD_HOST)) {
    problems.push('STEWARD_HOST must be 127.0.0.1 in mode demo: anyone may sign in there as anybody.')
  }
  const endpoint = values.AWS_ENDPOINT_URL ? new URL(values.AWS_ENDPOINT_URL).hostname : undefined
  const isSimulated = endpoint !== undefined && isLoopback(endpoint)
  if (values.STEWARD_CLOCK_OFFSET_MS !== 0 && !isSimulated) {
    problems.push('STEWARD_CLOCK_OFFSET_MS may only be set together with an AWS_ENDPOINT_URL on this machine.')
  }
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const) {
    const region = values[name]
    if (values.STEWARD_MODE === 'aws' && region !== undefined && !REGION_PATTERN.test(region)) {
      problems.push(`${name} must be a Region such as eu-central-1.`)
    }
  }
  if (values.STEWARD_AWS_PACE === 'none' && !isSimulated) {
    problems.push('STEWARD_AWS_PACE may only be none together with an AWS_ENDPOINT_URL on this machine.')
  }
  // A demo does not go this way: its AWS is on this machine.
  if (values.STEWARD_MODE === 'aws') problems.push(...readForwardProxies(values).problems)
  const { DATABASE_URL: migrator, STEWARD_WEB_DATABASE_URL: web, STEWARD_WORKER_DATABASE_URL: worker } = values
  if (migrator && readDatabaseUrl(migrator).password === '' && !(web && worker)) {
    problems.push(
      'DATABASE_URL must have a password, from which those of the web and the worker follow, unless STEWARD_WEB_DATABASE_URL and STEWARD_WORKER_DATABASE_URL are set.',
    )
  }
  return problems
}
