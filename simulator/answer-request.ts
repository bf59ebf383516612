/** One call from wire to wire: who asks, may they, what goes wrong, what is the answer. */
import { checkTime, clockSkewMs } from './clock-check.ts'
import { applyToOutput, failInstead } from './effects.ts'
import type { Fault, Subject } from './faults.ts'
import { cutPage } from './pages.ts'
import { findRefusal } from './policy.ts'
import { refusals } from './protocols/refusals.ts'
import { type Claim, findClaim, isSignedWith } from './protocols/signature.ts'
import {
  AwsError,
  type Output,
  type Parameters,
  type Protocol,
  type WireAnswer,
  type WireRequest,
} from './protocols/wire.ts'
import type { Key } from './services/credentials.ts'
import type { Call, Operation, Service } from './services/service.ts'
import type { State } from './state.ts'

/** The answer, and what befalls it on its way out. */
export type Answered = { answer: WireAnswer; faults: readonly Fault[]; serverTime: Date }

/** What is asked for, and of what. */
type What = { service: Service; name: string; operation: Operation | undefined; call: Call }
/** By whom, and how it was said. */
type Asked = What & { protocol: Protocol; key: Key; claim: Claim }

export function answerRequest(request: WireRequest, requestId: string, state: State): Answered {
  const claim = findClaim(request)
  const service = state.services.find(({ signedAs }) => signedAs === claim?.service)
  const read = readWith(service ? [service] : state.services, request) ?? (service && unknown(service, request))
  if (!read) return plain({ status: 404, headers: {}, body: 'UnknownOperationException' })
  const { protocol } = read
  if (!claim || !service)
    return plain(protocol.writeError(refusals.missingAuthentication(read.service.name), requestId))

  const key = state.credentials.find(claim.accessKeyId)
  const account = key && state.world.at(state.now()).findAccount(key.identity.accountId)
  if (!key || !account || account.state !== 'ACTIVE') {
    return plain(protocol.writeError(refusals.unknownKey(service.name), requestId))
  }
  const call = {
    service: service.name,
    operation: read.operation,
    region: claim.region,
    parameters: read.parameters,
    identity: key.identity,
    account,
    world: state.world,
    day: state.world.at(state.now()),
    now: state.now(),
    credentials: state.credentials,
  } satisfies Call
  const asked = {
    service,
    protocol,
    name: read.operation,
    operation: service.operations[read.operation],
    call,
    key,
    claim,
  }
  const faults = state.faults.strike(subjectOf(asked))
  const serverTime = new Date(Date.now() + clockSkewMs(faults))
  try {
    authenticate(asked, request, serverTime)
    const output = perform(asked, faults, state)
    note(asked, 'ok', state)
    return { answer: protocol.write(read.operation, output, requestId), faults, serverTime }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    note(asked, error.code, state)
    return {
      answer: protocol.writeError(error, requestId),
      faults: faults.filter(({ effect }) => effect === 'hang'),
      serverTime,
    }
  }
}

function plain(answer: WireAnswer): Answered {
  return { answer, faults: [], serverTime: new Date() }
}

function readWith(services: readonly Service[], request: WireRequest) {
  for (const service of services) {
    for (const protocol of service.protocols) {
      const read = protocol.read(request)
      if (read) return { service, protocol, ...read }
    }
  }
  return null
}

/** A request of no operation that is known here: it is still refused to those who may not make it. */
function unknown(service: Service, { method, path, headers }: WireRequest) {
  const [protocol] = service.protocols
  const operation = headers['x-amz-target']?.split('.')[1] ?? `${method} ${path}`
  return protocol ? { service, protocol, operation, parameters: {} } : null
}

function subjectOf({ service, name, operation, call }: What): Subject {
  const token = operation?.listing && call.parameters[operation.listing.tokenIn]
  const [, roleAccountId] = /^arn:aws:iam::(\d{12}):role\//.exec(String(call.parameters.RoleArn)) ?? []
  const place = service.name === 'config' ? aggregatedPlace(call.parameters) : {}
  return {
    service: service.name,
    operation: name,
    accountId: roleAccountId ?? place.accountId ?? call.account.id,
    region: place.region ?? call.region,
    hasToken: token !== undefined && token !== '',
  }
}

/** An aggregator is asked in one account and Region for what is in another. */
function aggregatedPlace(parameters: Parameters): { accountId?: string; region?: string } {
  const { Filters: filters = parameters } = parameters
  const { AccountId: accountId, AwsRegion: region } = filters as Parameters
  return { ...(typeof accountId === 'string' && { accountId }), ...(typeof region === 'string' && { region }) }
}

function authenticate({ service, key, claim, call }: Asked, request: WireRequest, serverTime: Date): void {
  if ((request.headers['x-amz-security-token'] ?? null) !== key.sessionToken) throw refusals.unknownKey(service.name)
  checkTime(claim, serverTime, service.name)
  if (!isSignedWith(key.secretAccessKey, claim, request)) throw refusals.wrongSignature(service.name)
  if (key.expiresAt !== null && key.expiresAt <= Date.now()) throw refusals.expiredToken(service.name)
  if (isRegional(service) && !call.account.enabledRegions.includes(call.region)) throw refusals.unknownKey(service.name)
}

/** Organizations and Account have one endpoint for all Regions. */
function isRegional({ name }: Service): boolean {
  return name !== 'organizations' && name !== 'account'
}

function perform(asked: Asked, faults: readonly Fault[], state: State): Output {
  const { service, operation, call, key, name } = asked
  if (!operation) {
    // AWS asks the policies first: whether an operation is there is told to nobody who may not call it.
    const refusal = findRefusal(call, { action: `${iamPrefix(service.name)}:${name}` }, state.policies)
    if (refusal) throw refusal
    throw new AwsError('UnknownOperationException', `The operation ${name} is not known.`, { status: 404 })
  }
  for (const fault of faults) failInstead(fault, { call, operation, key, credentials: state.credentials })
  if (!state.limits.admit(call)) throw refusals.throttled(service.name)
  const refusal = findRefusal(call, operation, state.policies)
  if (refusal) throw refusal
  const output = operation.answer(call)
  const effects = faults.map(({ effect }) => effect)
  const { pageSizeMax } = state.settings
  const page = operation.listing ? cutPage(call, operation.listing, output, { pageSizeMax, effects }) : output
  return applyToOutput(page, faults, call, state)
}

/** As IAM calls a service. */
const iamPrefix = (name: Service['name']): string => (name === 'tagging' ? 'tag' : name)

function note(what: What, outcome: string, state: State): void {
  const { service, name, operation } = what
  const { accountId, region } = subjectOf(what)
  state.record.add({
    service: service.name,
    operation: name,
    action: operation?.action ?? null,
    accountId,
    region,
    outcome,
  })
}
