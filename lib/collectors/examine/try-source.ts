/** Reads a source in one place without recording anything. */
import { allSources } from '../all-sources.ts'
import type { AnySource, Known, KnownAggregator, KnownFunction, Place } from '../define-source.ts'
import type { AccountAccess } from '../open-account.ts'
import { readScope, type ScopeReading, type StagingSink } from '../read-scope.ts'
import type { Rows, TableName } from '../rows.ts'
import { type Examined, notRead, works } from './examined.ts'

export type Tried = {
  source: AnySource
  accountId: string
  reading: ScopeReading['reading']
  rows: readonly Rows[TableName][]
}

type KnownToDoctor = { accountIds?: readonly string[]; aggregator?: KnownAggregator }

export async function trySource(
  access: AccountAccess,
  source: AnySource,
  place: Place,
  known: KnownToDoctor = {},
): Promise<Tried> {
  const rows: Rows[TableName][] = []
  const { reading } = await readScope({ source, place, access, known: knownToDoctor(known), sink: keeping(rows) })
  return { source, accountId: access.accountId, reading, rows }
}

/** Tries the sources that are meant, each in one place. Those that ask about functions are given one that does not exist. */
export async function tryAll(
  access: AccountAccess,
  isMeant: (source: AnySource) => boolean,
  known: (source: AnySource) => KnownToDoctor = () => ({}),
): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const source of allSources.filter(isMeant)) {
    const region = source.scopedTo === 'account-region' ? access.context.settings.hubRegion : 'global'
    tried.push(await trySource(access, source, { accountId: access.accountId, region }, known(source)))
  }
  return tried
}

/** A line for each source, under the name of the actions that it takes. */
export function linesOf(tried: readonly Tried[]): Examined[] {
  return tried.map(({ source, accountId, reading }) => {
    const what = source.actions.join(', ')
    // A reading with gaps has shown that the calls are allowed.
    return reading.status === 'complete' || reading.status === 'partial'
      ? works(what, accountId, `${source.id} can be read.`)
      : notRead(what, accountId, reading)
  })
}

/** AWS answers `not found` only to those who may ask, so an invented function tells whether we may. */
const NOBODYS_FUNCTION: KnownFunction = {
  name: 'steward-doctor-asks-whether-it-may',
  packageType: 'Zip',
  runtime: null,
  versions: [{ version: '1', runtime: null }],
  aliases: [],
}

function knownToDoctor({ accountIds = [], aggregator }: KnownToDoctor): Known {
  return {
    functions: async () => [NOBODYS_FUNCTION],
    accountIds: async () => accountIds,
    regions: async () => [],
    aggregator: async () => aggregator ?? null,
  }
}

function keeping(rows: Rows[TableName][]): StagingSink {
  return {
    attemptId: 'doctor',
    get count() {
      return rows.length
    },
    stage: async (staged) => {
      rows.push(...staged)
    },
    restart: async () => {
      rows.length = 0
    },
  }
}
