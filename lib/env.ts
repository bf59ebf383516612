/**
 * The only reader of `process.env`. One schema, parsed on first use, so that a build needs no settings. A problem is
 * told with the name of the setting and never with its value, which may be a secret.
 */
import { resolve } from 'node:path'
import { z } from 'zod'
import { parseBaseUrl } from './core/own-address.ts'
import { DatabaseUrlProblem, readDatabaseUrl, writeDatabaseUrl } from './db/database-url.ts'
import { AppError } from './errors.ts'
import { type ForwardProxies, PROXY_SETTINGS, readForwardProxies } from './forward-proxy.ts'
import { forWeb } from './web-environment.ts'

const REGION_PATTERN = /^[a-z]{2,4}(-[a-z]+)+-\d$/
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]', '::1']

/** Read by what will use it, and kept in one form. */
const databaseUrl = z
  .string()
  .transform((text, context) => {
    try {
      return writeDatabaseUrl(readDatabaseUrl(text))
    } catch (error) {
      if (!(error instanceof DatabaseUrlProblem)) throw error
      context.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })
  .optional()
const count = (fallback: number, least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z.coerce.number(error).int(error).min(least, error).max(most, error).default(fallback)
}

/** How AWS lets a tag key be written. */
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u
const TAG_KEYS_MAX = 20

const schema = z.object({
  STEWARD_MODE: z.enum(['demo', 'aws'], 'must be demo or aws').default('demo'),
  STEWARD_DATA_DIR: z.string().min(1).default('.steward'),
  PORT: count(3000, 0, 65_535),
  STEWARD_HOST: z.string().min(1).default('127.0.0.1'),
  STEWARD_BASE_URL: z
    .string()
    .transform((text, context) => {
      const parsed = parseBaseUrl(text)
      if ('origin' in parsed) return parsed.origin
      context.addIssue({ code: 'custom', message: parsed.problem })
      return z.NEVER
    })
    .optional(),
  STEWARD_AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  DATABASE_URL: databaseUrl,
  STEWARD_WEB_DATABASE_URL: databaseUrl,
  STEWARD_WORKER_DATABASE_URL: databaseUrl,
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
  STEWARD_REGIONS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((region) => region.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().regex(REGION_PATTERN, 'must be a comma-separated list of Regions')).min(1))
    .optional(),
  /** Another aggregator of AWS Config than the one that covers most. */
  STEWARD_CONFIG_AGGREGATOR: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'must be the name of an aggregator')
    .optional(),
  /** The only Region to look for the aggregator in. */
  STEWARD_CONFIG_AGGREGATOR_REGION: z.string().regex(REGION_PATTERN, 'must be a Region').optional(),
  STEWARD_CLOCK_OFFSET_MS: z.coerce
    .number('must be a number of milliseconds')
    .int('must be a whole number of milliseconds')
    .default(0),
  /** Days of notice before a deprecation, 180 as AWS gives. */
  STEWARD_NOTICE_DAYS: count(180, 0, 1_000),
  /** Findings this severe and worse ask their owner for an answer; functions on old runtimes always do. */
  STEWARD_ASK_SEVERITY: z
    .enum(['critical', 'high', 'medium', 'low', 'info'], 'must be critical, high, medium, low or info')
    .default('medium'),
  /** Tags that name the team of an account or a resource, the first one first. */
  STEWARD_TEAM_TAGS: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .pipe(
      z
        .array(z.string().regex(TAG_KEY, 'must be a comma-separated list of tag keys'))
        .max(TAG_KEYS_MAX, `must name at most ${TAG_KEYS_MAX} tag keys`),
    )
    .default(['team', 'owner', 'squad']),
  /** A JSON file with newer dates of Lambda runtimes, put over the built-in catalogue. */
  STEWARD_RUNTIMES_FILE: z.string().min(1).optional(),
  /** No answer from AWS within this time ends the attempt (F07). */
  STEWARD_AWS_TIMEOUT_MS: count(20_000, 100, 300_000),
  /** A collection ends within this time, finished or not (I4). */
  STEWARD_RUN_LIMIT_MINUTES: count(360, 1, 1_440),
  /** For how long a run keeps what it did place by place. */
  STEWARD_RUN_DETAILS_DAYS: count(30, 14, 3_650),
  /** Calls to AWS under way at once, over all accounts of one worker. */
  STEWARD_IN_FLIGHT: count(64, 1, 1_000),
  /** `none` calls a simulated AWS without regard for the rates of the real one. */
  STEWARD_AWS_PACE: z.enum(['aws', 'none'], 'must be aws or none').default('aws'),
  /** CloudWatch metrics asked for per account, Region and week; AWS charges for each. */
  STEWARD_METRICS_BUDGET: count(20_000, 0, 1_000_000),
  /** Of one person; what is dearer has a share of it. */
  STEWARD_REQUESTS_PER_MINUTE: count(1_200, 20, 1_000_000),
  /** Of the organisation that the demo simulates. */
  STEWARD_DEMO_ACCOUNTS: count(43, 12, 1_000),
  STEWARD_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  /** Log files of `npm start`: the size at which the next one begins, and how many earlier ones are kept. */
  STEWARD_LOG_MEGABYTES: count(10, 1, 1_000),
  STEWARD_LOGS_KEPT: count(5, 1, 100),
  /** For tests: a server on this machine to make databases on, instead of one of their own. */
  STEWARD_TEST_DATABASE_URL: databaseUrl,
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

type Parsed = z.infer<typeof schema>

export type Env = {
  mode: Parsed['STEWARD_MODE']
  /** Absolute. */
  dataDir: string
  port: number
  host: string
  /** An origin: no path, no slash at its end. */
  baseUrl: string | undefined
  authSecret: string | undefined
  databaseUrl: string | undefined
  webDatabaseUrl: string | undefined
  workerDatabaseUrl: string | undefined
  hubRoleArn: string | undefined
  memberRole: string
  externalId: string | undefined
  regions: string[] | undefined
  configAggregator: string | undefined
  configAggregatorRegion: string | undefined
  clockOffsetMs: number
  noticeDays: number
  askSeverity: Parsed['STEWARD_ASK_SEVERITY']
  teamTags: string[]
  /** Absolute. */
  runtimesFile: string | undefined
  awsTimeoutMs: number
  runLimitMinutes: number
  runDetailsDays: number
  inFlight: number
  awsPace: Parsed['STEWARD_AWS_PACE']
  metricsBudget: number
  requestsPerMinute: number
  demoAccounts: number
  logLevel: Parsed['STEWARD_LOG_LEVEL']
  logMegabytes: number
  logsKept: number
  testDatabaseUrl: string | undefined
  awsEndpointUrl: string | undefined
  awsRegion: string | undefined
  awsDefaultRegion: string | undefined
  awsProfile: string | undefined
  /** Certificates that AWS may show beside the usual ones. */
  forwardProxies: ForwardProxies
  awsCaBundle: string | undefined
  nodeExtraCaCerts: string | undefined
  /** Files that settings name, with the setting. */
  awsFiles: { setting: string; path: string }[]
}

/** Every setting with the sentence that documents it; the README's table is checked against this. */
export const SETTING_NAMES = Object.keys(schema.shape)

export function isLoopback(host: string): boolean {
  return LOOPBACK_HOSTS.includes(host)
}

/** Reads settings from a record. Throws `AppError('usage')` with one sentence per bad or unknown setting. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const known = new Set(SETTING_NAMES)
  const problems = Object.keys(source)
    .filter((name) => name.startsWith('STEWARD_') && !known.has(name))
    .map((name) => `${name} is not a setting of Steward. Remove it, or look for its right name in the README.`)
  // An empty value is how shells and compose files write "unset".
  const given: Record<string, string | undefined> = Object.fromEntries(
    SETTING_NAMES.map((name) => [name, source[name] || undefined]),
  )
  // curl and the AWS CLI take these in small letters too, and prefer them.
  for (const name of PROXY_SETTINGS) given[name] = source[name.toLowerCase()] || given[name]
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => `${String(issue.path[0])} ${settingProblem(issue)}.`))
  }
  const values = parsed.data
  if (values) problems.push(...contradictions(values))
  if (!values || problems.length > 0) throw new AppError('usage', problems.join('\n'))
  return shape(values)
}

function settingProblem(issue: { code?: string; message: string }): string {
  return issue.message.startsWith('must') ? issue.message : 'has a value that is not allowed: see the README'
}

function contradictions(values: Parsed): string[] {
  const problems: string[] = []
  if (values.STEWARD_MODE === 'demo' && !isLoopback(values.STEWARD_HOST)) {
    problems.push('STEWARD_HOST must be 127.0.0.1 in mode demo: anyone may sign in there as anybody.')
  }
  const endpoint = values.AWS_ENDPOINT_URL ? new URL(values.AWS_ENDPOINT_URL).hostname : undefined
  const isSimulated = endpoint !== undefined && isLoopback(endpoint)
  if (values.STEWARD_CLOCK_OFFSET_MS !== 0 && !isSimulated) {
    problems.push('STEWARD_CLOCK_OFFSET_MS may only be set together with an AWS_ENDPOINT_URL on this machine.')
  }
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const) {
    const region = values[name]
    if (values.STEWARD_MODE === 'aws' && region !== undefined && !REGION_PATTERN.test(region)) {
      problems.push(`${name} must be a Region such as eu-central-1.`)
    }
  }
  if (values.STEWARD_AWS_PACE === 'none' && !isSimulated) {
    problems.push('STEWARD_AWS_PACE may only be none together with an AWS_ENDPOINT_URL on this machine.')
  }
  // A demo does not go this way: its AWS is on this machine.
  if (values.STEWARD_MODE === 'aws') problems.push(...readForwardProxies(values).problems)
  const { DATABASE_URL: migrator, STEWARD_WEB_DATABASE_URL: web, STEWARD_WORKER_DATABASE_URL: worker } = values
  if (migrator && readDatabaseUrl(migrator).password === '' && !(web && worker)) {
    problems.push(
      'DATABASE_URL must have a password, from which those of the web and the worker follow, unless STEWARD_WEB_DATABASE_URL and STEWARD_WORKER_DATABASE_URL are set.',
    )
  }
  return problems
}

function shape(values: Parsed): Env {
  return {
    mode: values.STEWARD_MODE,
    dataDir: resolve(values.STEWARD_DATA_DIR),
    port: values.PORT,
    host: values.STEWARD_HOST,
    baseUrl: values.STEWARD_BASE_URL,
    authSecret: values.STEWARD_AUTH_SECRET,
    databaseUrl: values.DATABASE_URL,
    webDatabaseUrl: values.STEWARD_WEB_DATABASE_URL,
    workerDatabaseUrl: values.STEWARD_WORKER_DATABASE_URL,
    hubRoleArn: values.STEWARD_HUB_ROLE_ARN,
    memberRole: values.STEWARD_MEMBER_ROLE,
    externalId: values.STEWARD_EXTERNAL_ID,
    regions: values.STEWARD_REGIONS,
    configAggregator: values.STEWARD_CONFIG_AGGREGATOR,
    configAggregatorRegion: values.STEWARD_CONFIG_AGGREGATOR_REGION,
    clockOffsetMs: values.STEWARD_CLOCK_OFFSET_MS,
    noticeDays: values.STEWARD_NOTICE_DAYS,
    askSeverity: values.STEWARD_ASK_SEVERITY,
    teamTags: values.STEWARD_TEAM_TAGS,
    runtimesFile: values.STEWARD_RUNTIMES_FILE && resolve(values.STEWARD_RUNTIMES_FILE),
    awsTimeoutMs: values.STEWARD_AWS_TIMEOUT_MS,
    runLimitMinutes: values.STEWARD_RUN_LIMIT_MINUTES,
    runDetailsDays: values.STEWARD_RUN_DETAILS_DAYS,
    inFlight: values.STEWARD_IN_FLIGHT,
    awsPace: values.STEWARD_AWS_PACE,
    metricsBudget: values.STEWARD_METRICS_BUDGET,
    requestsPerMinute: values.STEWARD_REQUESTS_PER_MINUTE,
    demoAccounts: values.STEWARD_DEMO_ACCOUNTS,
    logLevel: values.STEWARD_LOG_LEVEL,
    logMegabytes: values.STEWARD_LOG_MEGABYTES,
    logsKept: values.STEWARD_LOGS_KEPT,
    testDatabaseUrl: values.STEWARD_TEST_DATABASE_URL,
    awsEndpointUrl: values.AWS_ENDPOINT_URL,
    awsRegion: values.AWS_REGION,
    awsDefaultRegion: values.AWS_DEFAULT_REGION,
    forwardProxies: readForwardProxies(values).proxies,
    awsCaBundle: values.AWS_CA_BUNDLE,
    nodeExtraCaCerts: values.NODE_EXTRA_CA_CERTS,
    awsProfile: values.AWS_PROFILE ?? values.AWS_DEFAULT_PROFILE,
    awsFiles: (['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'] as const).flatMap((setting) => {
      const path = values[setting]
      return path === undefined ? [] : [{ setting, path }]
    }),
  }
}

let parsed: Env | undefined

/** The process's settings, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

/** For tests: other settings until the answer is called. */
export function useEnv(changes: Partial<Env>): () => void {
  const before = env()
  parsed = { ...before, ...changes }
  return () => {
    parsed = before
  }
}

/** For commands that start what others then find in their settings. Only before anything has read them. */
export function applyToEnvironment(changes: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  parsed = undefined
}

/** The environment for a child process: ours, with changes. A value of undefined removes a name. */
export function childEnv(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes }
}

/** The same for the web: only what it may know. */
export function webEnv(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return forWeb({ ...process.env, ...changes }) as NodeJS.ProcessEnv
}

/** For the process that becomes the web: whatever it may not know is gone from here on. */
export function keepForWeb(): void {
  const kept = forWeb(process.env)
  applyToEnvironment(Object.fromEntries(Object.keys(process.env).map((name) => [name, kept[name]])))
}
