/** Who put a function there, told from its name and tags. */
import type { LambdaFunction } from '../world/functions.ts'

/** Names that vendors' templates give. As of: 2026-11. */
const VENDORS: readonly (readonly [RegExp, string])[] = [
  [/^datadog-?forwarder/i, 'Datadog'],
  [/^newrelic-log-ingestion/, 'New Relic'],
]

export function originOf({ name, tags }: LambdaFunction, tagsAreKnown: boolean): string {
  if (!tagsAreKnown) return 'unknown'
  if (name.startsWith('aws-controltower-')) return 'controltower'
  const vendor = VENDORS.find(([pattern]) => pattern.test(name))
  if (vendor) return `vendor:${vendor[1]}`
  const value = (key: string) => tags.find((tag) => tag.key === key)?.value
  const stack = value('aws:cloudformation:stack-name')
  const stackSet = /^StackSet-(.+)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.exec(stack ?? '')
  if (stackSet) return `stackset:${stackSet[1]}`
  if (value('lambda:createdBy') === 'SAM') return `sam:${stack}`
  return stack === undefined ? 'none' : `stack:${stack}`
}
