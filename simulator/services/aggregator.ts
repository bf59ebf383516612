/** The organisation's one Config aggregator: in the management account, in the hub's Region. */
import { AwsError } from '../protocols/wire.ts'
import { randomFor } from '../world/random.ts'
import type { Call } from './service.ts'

export const AGGREGATOR_NAME = 'acme-org'
const HOME_REGION = 'eu-central-1'

export function aggregatorArn({ day, world }: Pick<Call, 'day' | 'world'>): string {
  const id = randomFor(world.seed, 'aggregator').word(8)
  return `arn:aws:config:${HOME_REGION}:${day.management.id}:config-aggregator/config-aggregator-${id}`
}

/** Whether whoever asks there has it: aggregators are seen in their own account and Region only. */
export function hasAggregator({ account, region }: Call): boolean {
  return account.isManagement && region === HOME_REGION
}

/** In AWS's words; the sample of the error says the same in fewer. */
export function noSuchAggregator(): AwsError {
  return new AwsError(
    'NoSuchConfigurationAggregatorException',
    'You have specified a configuration aggregator that does not exist.',
  )
}

export function requireAggregator(call: Call): void {
  const isThis = call.parameters.ConfigurationAggregatorName === AGGREGATOR_NAME
  if (!isThis || !hasAggregator(call)) throw noSuchAggregator()
}
