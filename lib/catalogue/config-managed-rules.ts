/**
 * What AWS's managed Config rules are called. AWS gives them no title, only a name such as `s3-bucket-versioning-enabled`:
 * one that is known reads as words. A rule that is not is somebody's own, and keeps the name they gave it.
 */
import { z } from 'zod'
import data from './config-managed-rules.json' with { type: 'json' }

const schema = z.strictObject({
  asOf: z.string(),
  sources: z.record(z.string(), z.string()),
  rules: z.array(z.string()),
})

const { asOf, sources, rules } = schema.parse(data)

export const CONFIG_MANAGED_RULES_FACT = { asOf, sources } as const

export const CONFIG_MANAGED_RULES: ReadonlySet<string> = new Set(rules)

/** Words that are not written as they are said. */
const SPELLED = new Map(
  `ACL ACM ACMPCA ALB AMI AMIs API AppConfig AppFlow AppMesh AppRunner AppStream AppSync Athena Aurora AWSVPC AZ Cassandra
  CloudFormation CloudFront CloudTrail CloudWatch CMK CodeArtifact CodeBuild CodeDeploy CodePipeline Cognito DataSync DAX
  DHCP DLQ DMS DNS DocDB DRT DynamoDB EBS EC2 ECR ECS EFS EIP EKS ElastiCache ELB EMR ENI ENIs EventBridge Fargate FIS FMS
  FSx FTP Glue GraphQL GroundStation GuardDuty HTTP HTTPS IAM ID IGW IMDSv2 IoT IP IVS JSON Kerberos Kinesis KMS Lambda LDAP
  Lightsail Linux Lustre Macie MariaDB MFA ML MongoDB MQ MSK MySQL NACL Neptune NLB OAC OIDC OpenSearch OpenZFS PostgreSQL
  RBAC RDP RDS Redis Redshift Route53 RSA RUM S3 SageMaker SAML SES SNI SNS SQL SQS SSH SSL SSM TCP TLS URL VPC VPN WAF
  WAFv2 WebACL Windows`
    .split(/\s+/)
    .map((word) => [word.toLowerCase(), word]),
)
SPELLED.set('xray', 'X-Ray')

/** As Security Hub names the rules that it makes: another end in every account and Region. */
const OF_SECURITY_HUB = /^securityhub-(.+)-[a-z0-9]{6,8}$/

/** `S3 bucket versioning enabled`; null for a rule that is none of AWS's. */
export function findConfigRuleTitle(ruleKey: string): string | null {
  const name = ruleKey.toLowerCase().replaceAll('_', '-')
  if (CONFIG_MANAGED_RULES.has(name)) return inWords(name)
  const made = OF_SECURITY_HUB.exec(name)?.[1]
  return made !== undefined && CONFIG_MANAGED_RULES.has(made) ? `${inWords(made)} (Security Hub)` : null
}

export const configRuleTitle = (ruleKey: string): string => findConfigRuleTitle(ruleKey) ?? ruleKey

function inWords(name: string): string {
  const words = name
    .split('-')
    .map((word) => SPELLED.get(word) ?? word)
    .join(' ')
  // A word with a spelling of its own keeps it at the beginning too.
  return words.charAt(0).toUpperCase() + words.slice(1)
}
