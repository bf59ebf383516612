/** What AWS has nothing to say about before somebody switches it on, or draws it together for us. */
import type { KnownAggregator } from '../../define-source.ts'
import { type Asked, account, place } from '../asked.ts'
import { type NotSwitchedOnError, ShortfallError } from '../call-error.ts'
import { failed, type NotRead } from './not-read.ts'

export const notSwitchedOn = ({ code }: NotSwitchedOnError, asked: Asked): NotRead =>
  code === 'ORG_VIEW' ? noOrganizationView(asked) : noAggregator(asked)

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

function noAggregator(asked: Asked): NotRead {
  return {
    status: 'disabled',
    cause: {
      code: 'NO_AGGREGATOR',
      message: `AWS Config has no aggregator of the organisation in ${place(asked)}, or not the one that is set.`,
      remedy:
        'Create an aggregator of the whole organisation there, or name one with STEWARD_CONFIG_AGGREGATOR and STEWARD_CONFIG_AGGREGATOR_REGION.',
    },
  }
}

/** Why the compliance of an account and Region cannot be asked for, or null: it can. Needs no call. */
export function notThroughAggregator({ name, source }: KnownAggregator, asked: Asked): NotRead | null {
  if (name === null) return noAggregator(asked)
  if (source === null) return notRecorded(name)
  return source.status === 'FAILED' ? aggregatorSourceFailed(name, source) : null
}

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
