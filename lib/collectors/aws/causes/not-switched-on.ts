/** What AWS has nothing to say about before somebody switches it on, or draws it together for us. */
import { env } from '#lib/env'
import type { KnownAggregator } from '../../define-source.ts'
import { type Asked, account } from '../asked.ts'
import { type NotSwitchedOnError, type SearchedRegions, ShortfallError } from '../call-error.ts'
import { failed, type NotRead } from './not-read.ts'

export const notSwitchedOn = ({ code, searched }: NotSwitchedOnError, asked: Asked): NotRead =>
  code === 'ORG_VIEW' ? noOrganizationView(asked) : noAggregator(asked, searched)

function noOrganizationView(asked: Asked): NotRead {
  return {
    status: 'disabled',
    cause: {
      code: 'ORG_VIEW',
      message: `The organisation view of AWS Health is not enabled for ${account(asked)}.`,
      remedy:
        'Enable it in the management account: AWS Health, Organizational view; or `aws health enable-health-service-access-for-organization`.',
    },
  }
}

/** None at all is how an organisation may be; one that settings name and AWS does not know is a mistake. */
function noAggregator(asked: Asked, searched: SearchedRegions | null): NotRead {
  const { configAggregator: name, configAggregatorRegion } = env()
  const what = name === undefined ? 'no aggregator of the organisation' : `no aggregator named ${name}`
  const cause = {
    code: 'NO_AGGREGATOR' as const,
    message: `AWS Config has ${what} in ${account(asked)}${searched === null ? '' : where(searched)}.`,
    remedy:
      name === undefined && configAggregatorRegion === undefined
        ? 'Create an aggregator of the whole organisation and all Regions there (AWS Config, Aggregators).'
        : 'Correct STEWARD_CONFIG_AGGREGATOR and STEWARD_CONFIG_AGGREGATOR_REGION, or leave them out: then the widest is looked for in every enabled Region.',
  }
  return name === undefined ? { status: 'disabled', cause } : { status: 'failed', cause }
}

function where({ regions, closedRegions }: SearchedRegions): string {
  const looked = regions.length === 1 ? `, ${regions[0]}` : `, in none of ${regions.length} Regions`
  const closed = closedRegions.length === 0 ? '' : ` (${closedRegions.join(', ')} closed by an organisation policy)`
  return `${looked}${closed}`
}

/** Why the compliance of an account and Region cannot be asked for, or null: it can. Needs no call. */
export function notThroughAggregator(known: KnownAggregator, asked: Asked): NotRead | null {
  const { name, source } = known
  if (name === null) return noAggregator(asked, null)
  if (source === null) return known.isCovered ? notRecorded(name) : notAggregated(name)
  return source.status === 'FAILED' ? aggregatorSourceFailed(name, source) : null
}

/** Nobody has asked whether anything is recorded there: that is a gap. */
function notAggregated(aggregator: string): NotRead {
  return failed(
    'NOT_AGGREGATED',
    `The Config aggregator ${aggregator}, the widest there is, was not made to draw from this account and Region.`,
    'Let it draw from the whole organisation and all Regions (AWS Config, Aggregators), or name another with STEWARD_CONFIG_AGGREGATOR and STEWARD_CONFIG_AGGREGATOR_REGION.',
  )
}

/** It was listed a moment ago. */
export const aggregatorGone = (name: string): ShortfallError =>
  new ShortfallError(
    'NO_AGGREGATOR',
    `AWS Config no longer knows the aggregator ${name}, which it had listed before.`,
    'The next collection looks for an aggregator again.',
  )

function notRecorded(aggregator: string): NotRead {
  return {
    status: 'disabled',
    cause: {
      code: 'NOT_RECORDED',
      message: `The Config aggregator ${aggregator} draws nothing from this account and Region.`,
      remedy: 'Nothing to do, unless AWS Config should record there: then switch its recorder on.',
    },
  }
}

function aggregatorSourceFailed(
  aggregator: string,
  { errorCode, errorMessage }: NonNullable<KnownAggregator['source']>,
): NotRead {
  const said = [errorCode, errorMessage].filter(Boolean).join(': ')
  return failed(
    'AGGREGATOR_SOURCE',
    `The Config aggregator ${aggregator} could not draw from this account and Region${said ? ` (${said})` : ''}.`,
    'See Aggregators in AWS Config: the account must be part of the organisation and its recorder must be on.',
  )
}

/** Rows were read, but as old as this. */
export function aggregatorStale(name: string, updatedAt: Date | null): ShortfallError {
  const since = updatedAt === null ? 'some time' : `${updatedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return new ShortfallError(
    'AGGREGATOR_STALE',
    `The Config aggregator ${name} has had nothing new from this account and Region since ${since}.`,
    'What it had was read. If it stays, see Aggregators in AWS Config.',
  )
}
