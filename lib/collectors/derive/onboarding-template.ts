/**
 * What an organisation deploys so that Steward can read it: the member role, as a CloudFormation template for a StackSet
 * or for the management account, the hub's own role, and the same as Terraform.
 */
import { stringify } from 'yaml'
import { splitRole } from '#lib/core/arn'
import type { AnySource } from '../define-source.ts'
import { hubPolicy, memberPolicy, type PolicyDocument } from './iam-policy.ts'

/** Whose template: every member account's, the management account's, or the hub's. */
export type Audience = 'members' | 'management' | 'hub'

const POLICY_NAME = 'StewardReadInventory'
const HUB_ROLE = 'StewardHub'

export function cloudFormationTemplate(
  sources: readonly AnySource[],
  { audience, memberRole }: { audience: Audience; memberRole: string },
): string {
  const steps = STEPS[audience].map((step, index) => `# ${index + 1}. ${step}`).join('\n')
  const template = audience === 'hub' ? hubTemplate(sources, memberRole) : memberTemplate(sources, memberRole, audience)
  return `${steps}\n${stringify(template, YAML_FOR_AWS)}`
}

/** AWS's parsers follow YAML 1.1, where an unquoted `2012-10-17` is a date. */
const YAML_FOR_AWS = { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false } as const

const STEPS: Readonly<Record<Audience, readonly string[]>> = {
  members: [
    'In the management account, or that of the delegated administrator for StackSets: create a StackSet of this template with service-managed permissions.',
    'Targets: the root of the organisation, automatic deployment on. IAM is global: choose one Region.',
    'Parameters: the ARN of the hub role, the ExternalId of STEWARD_EXTERNAL_ID, and the id of the organisation.',
    'StackSets skip the management account: deploy there what `steward policy --management --format cloudformation` prints.',
    'Check with `steward doctor`.',
  ],
  management: [
    'StackSets skip the management account. Create a stack of this template in it, in one Region.',
    'Parameters: the same as those of the StackSet.',
    'Check with `steward doctor`.',
  ],
  hub: [
    'Create a stack of this template in the management account, or in that of a delegated administrator for Organizations.',
    'Parameter: who runs Steward, the ARN of an instance, task or pod role.',
    'Set STEWARD_HUB_ROLE_ARN to the output HubRoleArn, and use it for the HubRoleArn of the member roles.',
  ],
}

const DESCRIPTION: Readonly<Record<Audience, string>> = {
  members: 'Steward: the read-only role of a member account. Made from what its sources declare.',
  management: 'Steward: the read-only role of the management account, which StackSets skip.',
  hub: 'Steward: the role that reads the organisation and enters its accounts.',
}

function memberTemplate(sources: readonly AnySource[], memberRole: string, audience: Audience) {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: DESCRIPTION[audience],
    Parameters: {
      HubRoleArn: {
        Type: 'String',
        Description: 'The role that Steward runs with. Nobody else is trusted.',
        AllowedPattern: '^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/.+$',
      },
      ExternalId: {
        Type: 'String',
        Description: 'The value of STEWARD_EXTERNAL_ID, one of its own for each installation.',
        NoEcho: true,
        MinLength: 2,
        MaxLength: 1224,
      },
      OrganizationId: {
        Type: 'String',
        Description: 'The id of the organisation, which the hub role must belong to as well.',
        AllowedPattern: '^o-[a-z0-9]{10,32}$',
      },
    },
    Resources: {
      ReadOnlyRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          ...roleProperties(memberRole),
          Description: 'Steward reads the inventory of this account. It cannot change anything.',
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: memberTrust(),
          Policies: [{ PolicyName: POLICY_NAME, PolicyDocument: memberPolicy(sources) }],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['ReadOnlyRole', 'Arn'] } } },
  }
}

function roleProperties(role: string): { RoleName: string; Path?: string } {
  const { path, name } = splitRole(role)
  return path === '/' ? { RoleName: name } : { RoleName: name, Path: path }
}

/** Three locks: the hub role itself, the ExternalId of this installation, and the organisation (T16). */
function memberTrust() {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'HubOfThisInstallation',
        Effect: 'Allow',
        Principal: { AWS: { Ref: 'HubRoleArn' } },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' }, 'aws:PrincipalOrgID': { Ref: 'OrganizationId' } },
        },
      },
    ],
  }
}

function hubTemplate(sources: readonly AnySource[], memberRole: string) {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: DESCRIPTION.hub,
    Parameters: {
      RunnerArn: {
        Type: 'String',
        Description: 'The role or user that the Steward worker runs as.',
        AllowedPattern: '^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/.+$',
      },
    },
    Resources: {
      HubRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: HUB_ROLE,
          Description: 'Steward reads the organisation and enters its accounts with this role.',
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: { Ref: 'RunnerArn' } }, Action: 'sts:AssumeRole' }],
          },
          Policies: [{ PolicyName: 'StewardHub', PolicyDocument: hubPolicyInTemplate(sources, memberRole) }],
        },
      },
    },
    Outputs: { HubRoleArn: { Value: { 'Fn::GetAtt': ['HubRole', 'Arn'] } } },
  }
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in, with `aws`, `aws-cn` or `aws-us-gov`.
const PARTITION = '${AWS::Partition}'

function hubPolicyInTemplate(sources: readonly AnySource[], memberRole: string) {
  const { Version, Statement } = hubPolicy(sources, { memberRole, partition: PARTITION })
  const resource = (text: string) => (text.includes(PARTITION) ? { 'Fn::Sub': text } : text)
  return {
    Version,
    Statement: Statement.map((statement) => ({ ...statement, Resource: resource(statement.Resource) })),
  }
}

/** The same as Terraform: the member role for one account, or the hub's policy to attach to the hub role. */
export function terraformConfiguration(
  sources: readonly AnySource[],
  { audience, memberRole, partition = 'aws' }: { audience: Audience; memberRole: string; partition?: string },
): string {
  return audience === 'hub' ? hubTerraform(sources, { memberRole, partition }) : memberTerraform(sources, memberRole)
}

function memberTerraform(sources: readonly AnySource[], memberRole: string): string {
  return `# The read-only role of one account: apply it in every account of the organisation, the management account included.

variable "hub_role_arn" {
  type        = string
  description = "The role that Steward runs with. Nobody else is trusted."
}

variable "external_id" {
  type        = string
  sensitive   = true
  description = "The value of STEWARD_EXTERNAL_ID, one of its own for each installation."
}

variable "organization_id" {
  type        = string
  description = "The id of the organisation, which the hub role must belong to as well."
}

resource "aws_iam_role" "steward" {
  name                 = ${quoted(splitRole(memberRole).name)}
  path                 = ${quoted(splitRole(memberRole).path)}
  description          = "Steward reads the inventory of this account. It cannot change anything."
  max_session_duration = 3600

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "HubOfThisInstallation"
      Effect    = "Allow"
      Principal = { AWS = var.hub_role_arn }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "sts:ExternalId"     = var.external_id
          "aws:PrincipalOrgID" = var.organization_id
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "steward" {
  name   = "${POLICY_NAME}"
  role   = aws_iam_role.steward.id
  policy = ${heredoc(memberPolicy(sources))}
}

output "role_arn" {
  value = aws_iam_role.steward.arn
}
`
}

function hubTerraform(sources: readonly AnySource[], names: { memberRole: string; partition: string }): string {
  return `# What the hub role may do. Attach it to the role that STEWARD_HUB_ROLE_ARN names, or that Steward runs with.

variable "hub_role_name" {
  type        = string
  description = "The name of the hub role, in this account."
}

resource "aws_iam_role_policy" "steward_hub" {
  name   = "StewardHub"
  role   = var.hub_role_name
  policy = ${heredoc(hubPolicy(sources, names))}
}
`
}

/** Policies have no \`\${\` or \`%{\`, which HCL would read as its own; names of roles cannot have them either. */
const heredoc = (policy: PolicyDocument): string => `<<-JSON\n${indented(JSON.stringify(policy, null, 2))}\n  JSON`

const indented = (text: string): string => text.replaceAll(/^/gm, '    ')

const quoted = (text: string): string => JSON.stringify(text)
