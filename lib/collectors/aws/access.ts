/**
 * How a source calls AWS in one account and Region: with that account's credentials, at AWS's pace, within time limits,
 * trying again where that helps. Sources see `AwsAccess` and nothing of what stands behind it.
 */
import { createHash } from 'node:crypto'
import type { GetOutputType } from '@smithy/types'
import { type BucketChoice, bucketFor } from './buckets.ts'
import { AwsCallError, BadResponseError, PaginationLoopError, ShortfallError } from './call-error.ts'
import { applyCallPolicy, type SdkClient } from './call-policy.ts'
import type { AwsContext } from './context.ts'
import { type Credentials, credentialsOfScope } from './credentials.ts'
import { CallStatistics } from './statistics.ts'

/** What every client is given. All that the SDK could choose for itself is chosen here (F29). */
type ClientSettings = AwsContext['chosenOnce'] & {
  region: string
  credentials: Credentials['provide']
  requestHandler: AwsContext['connections']
  retryMode: 'standard'
  maxAttempts: number
  defaultsMode: 'legacy'
  systemClockOffset: number
  userAgentAppId: string
}

export type ClientClass<Client> = new (settings: ClientSettings) => Client

/** A paginator of the SDK's, `paginateListFunctions` for one. */
export type Paginate<Client, Input, Page> = (
  configuration: { client: Client; withCommand?: (command: SentCommand) => undefined },
  input: Input,
  ...rest: unknown[]
) => AsyncGenerator<Page, unknown, unknown>

type SentCommand = { input: object }

export type AwsAccess = {
  accountId: string
  region: string
  /** One call. Throws `AwsCallError`, whose `code` is AWS's. */
  call<Command extends object>(client: ClientClass<object>, command: Command): Promise<GetOutputType<Command>>
  /** Every page of a listing, in order. A page token that comes back ends it with `PaginationLoopError` (F11). */
  pages<Client extends object, Input extends object, Page>(
    client: ClientClass<Client>,
    paginate: Paginate<Client, Input, Page>,
    input: Input,
  ): AsyncIterable<Page>
  /** The same account in another Region, for the same reading. What goes wrong there is named by that Region. */
  elsewhere(region: string): AwsAccess
  /**
   * For a source that asks per thing: this one thing could not be read. The reading goes on and ends partial (F94).
   * Throws on what is not the thing's own trouble, and when too many things fail. A `ShortfallError` is never thrown.
   */
  passOver(error: unknown): void
}

/** What readScope needs beside what the source sees. */
export type ScopeAccess = AwsAccess & {
  statistics: CallStatistics
  /** Answers that brought data: calls and pages. */
  pageCount(): number
  /** Operations that brought any. */
  answered(): readonly string[]
  passedOver(): readonly (AwsCallError | ShortfallError)[]
}

/** More than this many things failing one by one is trouble of the whole scope. */
const MOST_PASSED_OVER = 10

export function openAccess(options: {
  context: AwsContext
  credentials: Credentials
  accountId: string
  region: string
  bucket: BucketChoice
}): ScopeAccess {
  const { context, accountId, region, bucket } = options
  const credentials = credentialsOfScope(options.credentials)
  const statistics = new CallStatistics()
  const passedOver: (AwsCallError | ShortfallError)[] = []
  let pages = 0
  const answered = new Set<string>()

  /** The calls of one Region. One client per service, for as long as this access is held. */
  const openRegion = (calledIn: string): Pick<AwsAccess, 'call' | 'pages'> => {
    const clients = new Map<unknown, object>()

    const connect = <Client extends object>(Client: ClientClass<Client>): Client => {
      // Under a class stands an instance of it.
      const known = clients.get(Client) as Client | undefined
      if (known) return known
      const client = new Client({ ...clientSettings(context, credentials), region: calledIn })
      // Every client of the SDK has a middleware stack; its own type differs by service, which is of no interest here.
      applyCallPolicy(client as unknown as SdkClient, {
        context,
        credentials,
        place: { accountId, region: calledIn },
        statistics,
        bucketOf: (operation) => bucketFor(bucket, operation),
      })
      clients.set(Client, client)
      return client
    }

    return {
      async call(Client, command) {
        const client = connect(Client) as unknown as { send(sent: object, options: object): Promise<never> }
        const output = await client.send(command, { abortSignal: context.signal })
        pages += 1
        answered.add(operationOf(command))
        return output
      },

      async *pages(Client, paginate, input) {
        const asked = new Set<string>()
        let operation = ''
        // A listing that asks the same question twice has been handed a page token twice.
        const withCommand = (command: SentCommand): undefined => {
          operation = operationOf(command)
          const question = createHash('sha256').update(JSON.stringify(command.input)).digest('base64')
          if (asked.has(question)) throw new PaginationLoopError(operation)
          asked.add(question)
        }
        const configuration = { client: connect(Client), withCommand }
        for await (const page of paginate(configuration, { ...input }, { abortSignal: context.signal })) {
          pages += 1
          answered.add(operation)
          yield page
        }
      },
    }
  }

  const passOver = (error: unknown): void => {
    const isShortfall = error instanceof ShortfallError
    if (!isShortfall && !(error instanceof AwsCallError && isOwnTrouble(error))) throw error
    passedOver.push(error)
    if (!isShortfall && passedOver.length > MOST_PASSED_OVER) throw error
  }

  const opened = new Map<string, AwsAccess>()
  const elsewhere = (there: string): AwsAccess => {
    const known = opened.get(there)
    if (known) return known
    const access: AwsAccess = { accountId, region: there, passOver, elsewhere, ...naming(there, openRegion(there)) }
    opened.set(there, access)
    return access
  }

  return {
    accountId,
    region,
    statistics,
    pageCount: () => pages,
    answered: () => [...answered],
    passedOver: () => passedOver,
    passOver,
    elsewhere,
    ...openRegion(region),
  }
}

function clientSettings(context: AwsContext, credentials: Credentials): Omit<ClientSettings, 'region'> {
  return {
    ...context.chosenOnce,
    credentials: credentials.provide,
    requestHandler: context.connections,
    retryMode: 'standard',
    maxAttempts: context.settings.attempts,
    defaultsMode: 'legacy',
    systemClockOffset: context.clockOffsetMs,
    userAgentAppId: 'steward',
  }
}

/** What fails in another Region than that of the reading says so. */
function naming(region: string, { call, pages }: Pick<AwsAccess, 'call' | 'pages'>): Pick<AwsAccess, 'call' | 'pages'> {
  const named = (error: unknown): unknown => {
    if (error instanceof AwsCallError) error.elsewhere = region
    return error
  }
  return {
    call: (client, command) =>
      call(client, command).catch((error) => {
        throw named(error)
      }),
    async *pages(client, paginate, input) {
      try {
        yield* pages(client, paginate, input)
      } catch (error) {
        throw named(error)
      }
    },
  }
}

const operationOf = (command: object): string => command.constructor.name.replace(/Command$/, '')

/** A broken answer or a fault of the service may concern one thing; a refusal concerns the whole scope. */
function isOwnTrouble({ cause, httpStatus, code }: AwsCallError): boolean {
  if (cause instanceof BadResponseError || code === 'TimeoutError') return true
  return httpStatus !== null && httpStatus >= 500
}
