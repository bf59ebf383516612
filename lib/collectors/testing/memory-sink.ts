/** For tests: a staging table in memory, telling rows apart by the keys that the inventory uses. */
import type { StagingSink } from '../read-scope.ts'
import type { Rows, TableName } from '../rows.ts'

const KEYS: { [Table in TableName]: (row: Rows[Table]) => string } = {
  organization: (row) => `${row.kind} ${row.id}`,
  accountTags: (row) => row.accountId,
  accountContact: (row) => row.kind,
  accountRegion: (row) => row.region,
  lambdaVersion: (row) => `${row.functionName} ${row.version}`,
  lambdaAlias: (row) => `${row.functionName} ${row.name}`,
  lambdaProvisionedConcurrency: (row) => `${row.functionName} ${row.qualifier}`,
  lambdaInvocation: (row) => `${row.functionName} ${row.target}`,
  resourceTag: (row) => row.arn,
  configAggregatorSource: (row) => (row.kind === 'aggregator' ? row.kind : `${row.accountId} ${row.region}`),
  configCompliance: (row) => (row.kind === 'rule' ? row.name : `${row.ruleName} ${row.resourceType} ${row.resourceId}`),
  healthEvent: (row) =>
    row.kind === 'listed'
      ? ''
      : row.kind === 'event'
        ? row.arn
        : `${row.eventArn} ${row.accountId} ${row.kind === 'entity' ? row.value : ''}`,
  trustedAdvisor: (row) => (row.kind === 'check' ? row.checkId : `${row.checkId} ${row.awsId}`),
}

export class MemorySink implements StagingSink {
  readonly attemptId = 'attempt'
  restarts = 0
  /** Keys of rows that were staged as incomplete. */
  readonly incomplete = new Set<string>()
  private readonly staged = new Map<string, Rows[TableName]>()
  private readonly keyOf: (row: Rows[TableName]) => string

  constructor(table: TableName) {
    // A sink is given the rows of its own table only.
    this.keyOf = KEYS[table] as (row: Rows[TableName]) => string
  }

  get count(): number {
    return this.rows().length
  }

  rows(): Rows[TableName][] {
    // As the inventory: what only says something of the reading is no row of it.
    return [...this.staged].filter(([key]) => key !== '').map(([, row]) => row)
  }

  async stage(rows: readonly Rows[TableName][], { incomplete }: { incomplete: boolean }): Promise<void> {
    for (const row of rows) {
      this.staged.set(this.keyOf(row), row)
      if (incomplete) this.incomplete.add(this.keyOf(row))
    }
  }

  async restart(): Promise<void> {
    this.restarts += 1
    this.staged.clear()
    this.incomplete.clear()
  }
}
