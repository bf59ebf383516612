/** `steward policy`: what accounts and the hub must allow, as the sources declare it. */
import { type Command, Option } from 'commander'
import { partitionOf } from '../lib/catalogue/partitions.ts'
import { allSources } from '../lib/collectors/all-sources.ts'
import { hubPolicy, memberPolicy } from '../lib/collectors/derive/iam-policy.ts'
import {
  type Audience,
  cloudFormationTemplate,
  terraformConfiguration,
} from '../lib/collectors/derive/onboarding-template.ts'
import { findArnParts } from '../lib/core/arn.ts'
import { env } from '../lib/env.ts'
import { AppError } from '../lib/errors.ts'

type Flags = { hub?: boolean; management?: boolean; format: 'cloudformation' | 'terraform' | 'json' }

export const policyCommand = (program: Command): void => {
  program
    .command('policy')
    .description("What the read-only role of every account must be allowed, or with --hub, Steward's own role.")
    .option('--hub', 'the policy of the role that reads the organisation and enters the accounts')
    .option('--management', 'the role of the management account, which StackSets skip')
    .addOption(
      new Option('--format <format>', 'a bare policy, or a template to deploy')
        .choices(['cloudformation', 'terraform', 'json'])
        .default('json'),
    )
    .action((flags: Flags) => {
      process.stdout.write(policyText(flags))
    })
}

function policyText({ hub = false, management = false, format }: Flags): string {
  if (hub && management) throw new AppError('usage', 'Choose one of --hub and --management.')
  const { memberRole } = env()
  const partition = partitionOfSettings()
  const audience: Audience = hub ? 'hub' : management ? 'management' : 'members'
  if (format === 'cloudformation') return cloudFormationTemplate(allSources, { audience, memberRole })
  if (format === 'terraform') return terraformConfiguration(allSources, { audience, memberRole, partition })
  const policy = hub ? hubPolicy(allSources, { memberRole, partition }) : memberPolicy(allSources)
  return `${JSON.stringify(policy, null, 2)}\n`
}

/** Nothing is asked for a policy, so that settings tell: the hub role where it is set, else the Region. */
function partitionOfSettings(): string {
  const { hubRoleArn, awsRegion, awsDefaultRegion } = env()
  return findArnParts(hubRoleArn ?? '')?.partition ?? partitionOf(awsRegion ?? awsDefaultRegion ?? '')
}
