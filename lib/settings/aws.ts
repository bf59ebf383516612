/** How AWS is reached: roles, endpoint, profiles, proxies, certificates. */
import { z } from 'zod'
import { readForwardProxies } from '../forward-proxy.ts'
import { count } from './kinds.ts'

export const awsSchema = z.object({
  STEWARD_HUB_ROLE_ARN: z
    .string()
    .regex(/^arn:[a-z-]+:iam::\d{12}:role\/\S+$/, 'must be the ARN of a role')
    .optional(),
  STEWARD_MEMBER_ROLE: z
    .string()
    .regex(
      /^\/?([\w+=,.@-]+\/){0,32}[\w+=,.@-]{1,64}$/,
      'must be the name of a role, with its path before it where it has one: team/StewardReadOnly',
    )
    .transform((role) => role.replace(/^\//, ''))
    .default('StewardReadOnly'),
  STEWARD_EXTERNAL_ID: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'must be 2 to 1224 characters that AWS allows in an ExternalId')
    .optional(),
  /** No answer from AWS within this time ends the attempt (F07). */
  STEWARD_AWS_TIMEOUT_MS: count(20_000, 100, 300_000),
  AWS_ENDPOINT_URL: z.url('must be a URL').optional(),
  AWS_REGION: z.string().optional(),
  /** Where AWS_REGION is not set, as the AWS CLI has it. */
  AWS_DEFAULT_REGION: z.string().optional(),
  AWS_PROFILE: z.string().optional(),
  AWS_DEFAULT_PROFILE: z.string().optional(),
  AWS_CONFIG_FILE: z.string().optional(),
  AWS_SHARED_CREDENTIALS_FILE: z.string().optional(),
  HTTP_PROXY: z.string().optional(),
  HTTPS_PROXY: z.string().optional(),
  /** Where one of the two above is not set. */
  ALL_PROXY: z.string().optional(),
  NO_PROXY: z.string().optional(),
  AWS_CA_BUNDLE: z.string().optional(),
  NODE_EXTRA_CA_CERTS: z.string().optional(),
})

export function awsSettings(values: z.infer<typeof awsSchema>) {
  return {
    hubRoleArn: values.STEWARD_HUB_ROLE_ARN,
    memberRole: values.STEWARD_MEMBER_ROLE,
    externalId: values.STEWARD_EXTERNAL_ID,
    awsTimeoutMs: values.STEWARD_AWS_TIMEOUT_MS,
    awsEndpointUrl: values.AWS_ENDPOINT_URL,
    awsRegion: values.AWS_REGION,
    awsDefaultRegion: values.AWS_DEFAULT_REGION,
    forwardProxies: readForwardProxies(values).proxies,
    /** Certificates that AWS may show beside the usual ones. */
    awsCaBundle: values.AWS_CA_BUNDLE,
    nodeExtraCaCerts: values.NODE_EXTRA_CA_CERTS,
    awsProfile: values.AWS_PROFILE ?? values.AWS_DEFAULT_PROFILE,
    /** Files that settings name, with the setting. */
    awsFiles: (['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'] as const).flatMap((setting) => {
      const path = values[setting]
      return path === undefined ? [] : [{ setting, path }]
    }),
  }
}
