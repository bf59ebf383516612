/** For tests: an AWS that answers every call with the sample of its operation, over HTTP and through the real SDK. */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'
import { openAccess } from '../aws/access.ts'
import { openConnections } from '../aws/connections.ts'
import { openContext } from '../aws/context.ts'
import { Pace, realTicks } from '../aws/pace.ts'
import type { AnySource, Known, Place } from '../define-source.ts'
import type { AccountAccess } from '../open-account.ts'
import { readScope, type ScopeReading } from '../read-scope.ts'
import type { Rows, TableName } from '../rows.ts'
import { MemorySink } from './memory-sink.ts'

const FIXTURES = new URL('./fixtures/', import.meta.url)

export type Json = { [name: string]: unknown }

/** Names of the samples of a service, as `config.DescribeConfigRules`. */
export function sampleNames(service: string): string[] {
  return readdirSync(FIXTURES)
    .filter((file) => file.startsWith(`${service}.`))
    .map((file) => file.replace(/\.json$/, ''))
}

export function sample(name: string): Json {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8'))
}

/** The body of a refusal, as its sample has it. */
export const refusal = (name: string): Json => sample(name).body as Json

/** The prefix of an operation's target on the wire, by the service of its sample. */
const SERVICES: Readonly<Record<string, string>> = {
  StarlingDoveService: 'config',
  AWSHealth_20160804: 'health',
  AWSSupport_20130415: 'support',
  AWSOrganizationsV20161128: 'organizations',
}

/** Operations that are told by their path. */
const PATHS: Readonly<Record<string, string>> = {
  '/2015-03-31/functions': 'lambda.ListFunctions',
  '/listRegions': 'account.ListRegions',
  '/getAlternateContact': 'account.GetAlternateContact',
}

/** The sample that a call is answered with. */
function sampleOf({ headers, url = '' }: IncomingMessage): string {
  const byPath = PATHS[url.replace(/\/?(\?.*)?$/, '')]
  const [prefix = '', operation = ''] = String(headers['x-amz-target']).split('.')
  return byPath ?? `${SERVICES[prefix]}.${operation}`
}

export type SampledAws = {
  endpoint: string
  /** Another answer than the sample, by operation; from the second page on every list is empty. */
  answers: Map<string, (sampled: Json, asked: Json, region: string) => Json>
  read(source: AnySource, place: Place, known?: Partial<Known>): Promise<ScopeReading & { rows: Rows[TableName][] }>
  close(): Promise<void>
}

export async function sampleAws(accountId: string): Promise<SampledAws> {
  const answers: SampledAws['answers'] = new Map()
  const server = createServer((request, response) => void answer(request, response, answers))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // An HTTP server on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  const endpoint = `http://127.0.0.1:${port}`
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint)
  const connections = openConnections({ timeoutMs: 10_000, sockets: 8 })
  const access = sampledAccess(accountId, connections)
  return {
    endpoint,
    answers,
    async read(source, place, known = {}) {
      const sink = new MemorySink(source.table)
      const nothing: Known = {
        functions: async () => null,
        accountIds: async () => [accountId],
        aggregator: async () => null,
        regions: async () => [],
      }
      const reading = await readScope({ source, place, access, known: { ...nothing, ...known }, sink })
      return { ...reading, rows: sink.rows() }
    },
    async close() {
      connections.close()
      vi.unstubAllEnvs()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function sampledAccess(accountId: string, connections: ReturnType<typeof openConnections>): AccountAccess {
  const context = openContext({
    signal: new AbortController().signal,
    connections,
    pace: new Pace(realTicks, { isLimited: false }),
  })
  const identity = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'of-nobody' }
  const credentials = {
    provide: Object.assign(async () => identity, { memoized: true as const }),
    keyId: () => identity.accessKeyId,
    renew: async () => false,
  }
  const principal = `arn:aws:iam::${accountId}:role/StewardHub`
  return {
    accountId,
    context,
    in: (region, bucket) => openAccess({ context, credentials, accountId, region, bucket }),
    asked: (region) => ({
      accountId,
      accountName: 'payments-prod',
      region,
      principal,
      isHub: false,
      isHubAssumed: false,
      hubPrincipal: principal,
      hasExternalId: true,
      clockOffsetMs: 0,
    }),
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  answers: SampledAws['answers'],
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const asked: Json = JSON.parse(Buffer.concat(chunks).toString() || '{}')
  const name = sampleOf(request)
  const [, operation = ''] = name.split('.')
  const [, region = ''] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(String(request.headers.authorization)) ?? []
  const body = sample(name)
  const isFirst = asked.NextToken === undefined && asked.nextToken === undefined && !request.url?.includes('Marker=')
  const sampled = isFirst ? body : withoutItems(body)
  response.setHeader('content-type', 'application/x-amz-json-1.1')
  const told = answers.get(operation)?.(sampled, asked, region) ?? sampled
  if ('__type' in told) response.statusCode = 400
  response.end(JSON.stringify(told))
}

/** The page after the sample's: the last one, with nothing on it. */
function withoutItems(body: Json): Json {
  const entries = Object.entries(body).filter(([name]) => !/^next(token|marker)$/i.test(name))
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? [] : value]))
}
