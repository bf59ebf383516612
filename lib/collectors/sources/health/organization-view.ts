/** Whether AWS Health answers for the whole organisation: somebody must have switched that on, and may switch it off. */
import { DescribeHealthServiceStatusForOrganizationCommand, HealthClient } from '@aws-sdk/client-health'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { AwsCallError, NotSwitchedOnError } from '../../aws/call-error.ts'

export async function requireOrganizationView(aws: AwsAccess): Promise<void> {
  const answer = await aws.call(HealthClient, new DescribeHealthServiceStatusForOrganizationCommand({}))
  const field = 'healthServiceAccessStatusForOrganization'
  if (OFF.has(required(answer[field], field))) throw new NotSwitchedOnError('ORG_VIEW')
}

/** Where AWS says anything else than this, asking for events tells (F27). */
const OFF = new Set<string>(['DISABLED', 'PENDING'])

/** What an error means that came while reading: a refusal may be the view switched off meanwhile (F22). */
export async function orOrganizationViewOff(aws: AwsAccess, error: unknown): Promise<unknown> {
  if (!(error instanceof AwsCallError) || !REFUSALS.has(error.code)) return error
  try {
    await requireOrganizationView(aws)
    return error
  } catch (second) {
    return second instanceof NotSwitchedOnError ? second : error
  }
}

/** AWS does not document with which of these it refuses. */
const REFUSALS = new Set(['AccessDeniedException', 'ValidationException', 'InvalidParameterValueException'])
