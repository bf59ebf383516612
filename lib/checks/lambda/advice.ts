/** The way off a deprecated runtime for one function, in the order that works, with the commands that do it. */
import type { RuntimeCatalogue } from '../../catalogue/lambda-runtimes.ts'
import { shellWord } from '../../core/shell-word.ts'
import type { JudgedVersion } from './subject-of-function.ts'
import { type FunctionUse, pointsAt } from './version-use.ts'

export type AdviceStep = { title: string; why: string; commands: string[] }

export type Advised = {
  name: string
  region: string
  origin: string
  versions: readonly JudgedVersion[]
  recorded: Pick<FunctionUse, 'aliases' | 'provisioned'>
}

/** What `publish-version` answers with; the person who copies the commands puts it in. */
const NEW_VERSION = 'NEW_VERSION'
const FIRST_SHARE = 0.1
/** Versions spelt out as commands; beyond that the sentence gives the number. */
const COMMANDS_MAX = 20

type Given = Advised & { runtimes: RuntimeCatalogue['runtimes'] }

const needsWork = ({ judgement: { verdict } }: JudgedVersion): boolean =>
  verdict === 'approaching' || verdict === 'deprecated'

/** Certain, not only likely: everything was asked, answered completely, and had nothing (F93). */
const nothingUsesIt = ({ use, last }: JudgedVersion): boolean => use === 'dormant' && last.state === 'none'

const isLatest = ({ version: { version } }: JudgedVersion): boolean => version === '$LATEST'

function awsLambda({ name, region }: Advised, operation: string, options = ''): string {
  const target = `--function-name ${shellWord(name)} --region ${shellWord(region)}`
  return `aws lambda ${operation} ${target}${options && ` ${options}`}`
}

/** A change by hand is undone by the next deployment of the template that made the function. */
function changeAtItsSource({ origin }: Advised): AdviceStep[] {
  const [kind, name = ''] = origin.split(/:(.*)/s)
  const why = 'What is changed by hand on the function is undone when its template is deployed next.'
  switch (kind) {
    case 'controltower':
      return [
        {
          title: 'Update the landing zone of Control Tower',
          why: 'Control Tower put this function here and keeps it; its owner updates it for all accounts.',
          commands: [],
        },
      ]
    case 'vendor':
      return [
        {
          title: `Update what ${name} installed`,
          why: `${name} put this function here; a newer release of its template brings a supported runtime.`,
          commands: [],
        },
      ]
    case 'stackset':
      return [
        {
          title: `Set the runtime in the template of StackSet ${name}`,
          why: 'One change of its template is one change in every account that has it.',
          commands: [`aws cloudformation describe-stack-set --stack-set-name ${shellWord(name)}`],
        },
      ]
    case 'stack':
    case 'sam':
    case 'cdk':
      return [{ title: `Set the runtime in the template of stack ${name}`, why, commands: [] }]
    default:
      return []
  }
}

function deleteFunction(given: Given, atItsSource: readonly AdviceStep[]): AdviceStep {
  const isByHand = atItsSource.length === 0
  const where = isByHand ? '' : ' Remove it from the template that made it: by hand it would come back.'
  return {
    title: 'Delete the function: nothing uses it',
    why: `Nothing names any of its versions, and none was invoked in the 15 months that can be seen.${where}`,
    commands: isByHand ? [awsLambda(given, 'delete-function')] : [],
  }
}

function deleteUnused(given: Given, unused: readonly JudgedVersion[]): AdviceStep[] {
  if (unused.length === 0) return []
  return [
    {
      title: `Delete ${versionsInWords(unused)}: nothing uses ${unused.length === 1 ? 'it' : 'them'}`,
      why: 'Nothing names them, and nothing invoked them in the 15 months that can be seen.',
      commands: deletions(given, unused),
    },
  ]
}

function deletions(given: Given, versions: readonly JudgedVersion[]): string[] {
  return versions
    .slice(0, COMMANDS_MAX)
    .map(({ version: { version } }) => awsLambda(given, 'delete-function', `--qualifier ${shellWord(version)}`))
}

function versionsInWords(versions: readonly JudgedVersion[]): string {
  return versions.length === 1 ? `version ${versions[0]?.version.version}` : `${versions.length} versions`
}

/** `$LATEST` first: versions are published from it. When it is fine already, publishing is all. */
function upgrade(given: Given, latest: JudgedVersion | undefined, mustPublish: boolean): AdviceStep[] {
  const publish = mustPublish ? [awsLambda(given, 'publish-version')] : []
  if (!latest || !needsWork(latest)) {
    if (!mustPublish) return []
    const title = 'Publish a version of $LATEST, which is on a supported runtime'
    return [
      {
        title,
        why: 'A published version keeps its runtime for ever; only a new one can be on another.',
        commands: publish,
      },
    ]
  }
  const from = latest.judgement.known
  const to = from?.successor
  if (!to) {
    const title = `Move $LATEST off ${latest.version.runtime}`
    return [{ title, why: 'The catalogue names no successor: choose a supported runtime.', commands: [] }]
  }
  const { runtimes } = given
  const smaller = from.sameVersionSuccessor
  const hint = smaller ? ` The smaller step is ${runtimes.get(smaller)?.name ?? smaller} (${smaller}).` : ''
  return [
    {
      title: `Update $LATEST to ${runtimes.get(to)?.name ?? to}${mustPublish ? ' and publish a version' : ''}`,
      why: `Test the code on ${to} first: the change takes effect at once for whoever calls $LATEST.${hint}`,
      commands: [
        awsLambda(given, 'update-function-configuration', `--runtime ${shellWord(to)}`),
        awsLambda(given, 'wait function-updated-v2'),
        ...publish,
      ],
    },
  ]
}

/** Traffic moves by weight, so that a mistake meets a tenth of it and is taken back with one command. */
function moveAliases(given: Given, old: readonly JudgedVersion[]): AdviceStep[] {
  const published = old.filter((version) => !isLatest(version)).map(({ version: { version } }) => version)
  const aliases = given.recorded.aliases.filter((alias) => published.some((version) => pointsAt(alias, version)))
  if (aliases.length === 0) return []
  const update = (alias: string, options: string) =>
    awsLambda(given, 'update-alias', `--name ${shellWord(alias)} ${options}`)
  const weights = (shares: Record<string, number>) =>
    `--routing-config ${shellWord(JSON.stringify({ AdditionalVersionWeights: shares }))}`
  return [
    {
      title: `Move ${aliases.length === 1 ? `alias ${aliases[0]?.name}` : `${aliases.length} aliases`} over by weight`,
      why: `Put the number that publishing answered in place of ${NEW_VERSION}; watch the errors between the two steps.`,
      commands: aliases
        .slice(0, COMMANDS_MAX)
        .flatMap(({ name }) => [
          update(name, weights({ [NEW_VERSION]: FIRST_SHARE })),
          update(name, `--function-version ${NEW_VERSION} ${weights({})}`),
        ]),
    },
  ]
}

function deleteOld(given: Given, old: readonly JudgedVersion[]): AdviceStep[] {
  const inUse = old.filter((version) => !isLatest(version) && !nothingUsesIt(version))
  if (inUse.length === 0) return []
  const qualifiers = given.recorded.provisioned.filter((qualifier) =>
    inUse.some(({ version: { version } }) => version === qualifier),
  )
  return [
    {
      title: `Delete ${versionsInWords(inUse)} once nothing calls ${inUse.length === 1 ? 'it' : 'them'} any more`,
      why: 'Look at the next collection first: it must show no alias and no invocation. A version that is gone cannot be brought back.',
      commands: [
        ...qualifiers.map((qualifier) =>
          awsLambda(given, 'delete-provisioned-concurrency-config', `--qualifier ${shellWord(qualifier)}`),
        ),
        ...deletions(given, inUse),
      ],
    },
  ]
}

/** Nothing for a function without a version that needs work. */
export function adviceFor(advised: Advised, runtimes: RuntimeCatalogue['runtimes']): AdviceStep[] {
  const given = { ...advised, runtimes }
  const old = advised.versions.filter(needsWork)
  if (old.length === 0) return []
  const atItsSource = changeAtItsSource(advised)
  if (advised.versions.every(nothingUsesIt)) return [deleteFunction(given, atItsSource)]
  const published = old.filter((version) => !isLatest(version))
  const unused = published.filter(nothingUsesIt)
  const isCalled = published.some((version) => !nothingUsesIt(version))
  return [
    ...deleteUnused(given, unused),
    ...atItsSource,
    ...upgrade(given, advised.versions.find(isLatest), isCalled),
    ...moveAliases(given, old),
    ...deleteOld(given, old),
  ]
}
