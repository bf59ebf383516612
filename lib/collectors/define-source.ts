import type { AwsAccess } from './aws/access.ts'
import type { BucketChoice } from './aws/buckets.ts'
import type { AccountRegionRow, Rows, TableName } from './rows.ts'

export type ScopedTo = 'organization' | 'account' | 'account-region'

/** With whose credentials AWS is asked: the hub's own, or those of the account's member role. */
export type AskedWith = 'hub' | 'member role'

/** Where a scope is read: the account asked, and `global` where the source has no Region. */
export type Place = { accountId: string; region: string }

/** A function as the last reading of `lambda.functions` and `lambda.aliases` left it. */
export type KnownFunction = {
  name: string
  packageType: string
  runtime: string | null
  versions: readonly { version: string; runtime: string | null }[]
  aliases: readonly { name: string; version: string; weights: Readonly<Record<string, number>> }[]
}

/** The aggregator of AWS Config as the last reading of `config.aggregator` left it. */
export type KnownAggregator = {
  /** Null: the organisation has none. */
  name: string | null
  /** Where it is; null: where settings or the hub are. */
  region: string | null
  /** Whether it was made to draw from this account and Region. */
  isCovered: boolean
  /** What it draws from this account and Region; null where it draws nothing. */
  source: { status: string; updatedAt: Date | null; errorCode: string | null; errorMessage: string | null } | null
}

/** What earlier readings already know and a source builds on. Null: nothing was ever read there. */
export type Known = {
  /**
   * The functions of this account and Region, as far as they were read: those of an incomplete list as well. Null when
   * none was ever read and no list was complete.
   */
  functions(): Promise<readonly KnownFunction[] | null>
  /** The accounts of the organisation. */
  accountIds(): Promise<readonly string[]>
  /** Those of them that are not active, as far as that is known: of them AWS answers nobody. */
  inactiveIds?(): Promise<readonly string[]>
  /** What an account's own list of Regions says, as last read; empty: it never was. */
  regions(accountId: string): Promise<readonly AccountRegionRow[]>
  /** Where the compliance of this account and Region is asked for, or null when that was never read completely. */
  aggregator(): Promise<KnownAggregator | null>
}

export type Source<Item = unknown, Table extends TableName = TableName> = {
  /** Service, dot, thing; the file's path under `sources/` is the same words. */
  id: string
  describes: string
  scopedTo: ScopedTo
  /** An organisation's scope is the hub's to ask about; that of an account its member role's, unless declared. */
  askedWith: AskedWith
  /** The Region that the calls go to, where it is not that of the scope: of a service's one endpoint, of an aggregator. */
  askedIn?(hubRegion: string): string
  /** Every IAM action a call of this source needs. The member role, the hub policy and the simulator follow from it. */
  actions: readonly string[]
  refreshEveryMs: number
  /** The rate limit of AWS's that its calls draw from; by operation where they draw from several. */
  bucket: BucketChoice
  table: Table
  /** Sources whose reading of the same place this one builds on; they are read first. */
  after: readonly string[]
  /** Yields what AWS said, or throws. Retries, pace, deadlines and the repeated-token check live behind `aws`. */
  collect(aws: AwsAccess, known: Known, place: Place): AsyncIterable<Item>
  /** Pure. What identifies a row is `required`; the rest becomes null, never an empty text or zero. */
  normalise(item: Item, place: Place): Rows[Table]
  /**
   * Fields that AWS sends with every such item, though nothing is identified by them. Where one is missing, the row is
   * kept, what was known before is not overwritten, and the reading is partial (F28). A field that AWS documents as
   * optional, or leaves out of its own published answers, does not belong here: such a reading would stay partial for good.
   */
  usual?(item: Item): Readonly<Record<string, unknown>>
  /**
   * Fields that an item should have, and that AWS leaves out of some for good. The row is kept as with `usual`, but the
   * reading is complete with a warning: one odd row must not keep everything beside it from ever ending.
   */
  expected?(item: Item): Readonly<Record<string, unknown>>
}

/** A source of any item and table, as lists hold it. An item only ever meets the `normalise` of its own source. */
export type AnySource = Source<unknown, TableName>

/** What a declaration may leave out, because it usually is the same. */
type Derived = 'after' | 'askedWith'

type Declaration<Item, Table extends TableName> = Omit<Source<Item, Table>, Derived> &
  Partial<Pick<Source<Item, Table>, Derived>>

export function defineSource<Item, Table extends TableName>(
  declaration: Declaration<Item, Table>,
): Source<Item, Table> {
  return { after: [], askedWith: declaration.scopedTo === 'organization' ? 'hub' : 'member role', ...declaration }
}
