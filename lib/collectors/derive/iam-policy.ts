/** The policies that Steward's two identities need, as the sources declare them: not an action more, not one less. */
import type { AnySource } from '../define-source.ts'

export type Statement = {
  Sid: string
  Effect: 'Allow' | 'Deny'
  Action: string | string[]
  Resource: string
}

export type PolicyDocument = { Version: '2012-10-17'; Statement: Statement[] }

/**
 * Refused even where somebody later attaches a wider policy to the role: what accounts keep in their resources is none of
 * Steward's business, the code of functions comes with a link to it, and from one account nobody goes on to others (T15).
 */
const NEVER = [
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'kms:Decrypt',
  'lambda:GetFunction',
  'lambda:InvokeFunction',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  's3:GetObject',
  's3:GetObjectVersion',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'sqs:ReceiveMessage',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'sts:AssumeRole',
]

/** What a member account grants its read-only role. */
export function memberPolicy(sources: readonly AnySource[]): PolicyDocument {
  return document([
    { Sid: 'ReadInventory', Effect: 'Allow', Action: memberActions(sources), Resource: '*' },
    { Sid: 'NeverReadData', Effect: 'Deny', Action: NEVER, Resource: '*' },
  ])
}

/** What the hub itself needs: to read the organisation and what services tell of it as a whole, and to enter accounts. */
export function hubPolicy(
  sources: readonly AnySource[],
  { memberRole, partition = 'aws' }: { memberRole: string; partition?: string },
): PolicyDocument {
  return document([
    { Sid: 'ReadOrganization', Effect: 'Allow', Action: hubActions(sources), Resource: '*' },
    {
      Sid: 'EnterAccounts',
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: `arn:${partition}:iam::*:role/${memberRole}`,
    },
  ])
}

export function memberActions(sources: readonly AnySource[]): string[] {
  return actionsOf(sources.filter(({ askedWith }) => askedWith === 'member role'))
}

/** Without `sts:AssumeRole`, which is granted for one role name only. */
export function hubActions(sources: readonly AnySource[]): string[] {
  return actionsOf(sources.filter(({ askedWith }) => askedWith === 'hub'))
}

function actionsOf(sources: readonly AnySource[]): string[] {
  return [...new Set(sources.flatMap(({ actions }) => actions))].sort()
}

function document(Statement: PolicyDocument['Statement']): PolicyDocument {
  return { Version: '2012-10-17', Statement }
}
