/**
 * Functions that a vendor's own template puts into an account, told by the name the template gives. A short list of
 * well-known ones, as of 2026-11: a function renamed by hand is not found, and none is claimed by a tag alone.
 */
export const LAMBDA_VENDORS_AS_OF = '2026-11-21'

export const LAMBDA_VENDORS: readonly { prefix: string; vendor: string }[] = [
  { prefix: 'DatadogForwarder', vendor: 'Datadog' },
  { prefix: 'datadog-forwarder', vendor: 'Datadog' },
  { prefix: 'DatadogIntegration', vendor: 'Datadog' },
  { prefix: 'newrelic-log-ingestion', vendor: 'New Relic' },
  { prefix: 'NewRelic', vendor: 'New Relic' },
  { prefix: 'lumigo-', vendor: 'Lumigo' },
  { prefix: 'DynatraceAws', vendor: 'Dynatrace' },
  { prefix: 'dynatrace-aws', vendor: 'Dynatrace' },
  { prefix: 'SumoLogic', vendor: 'Sumo Logic' },
  { prefix: 'coralogix-', vendor: 'Coralogix' },
]
