import type { Place } from '../../collectors/define-source.ts'
import type { Rows, TableName } from '../../collectors/rows.ts'

/** A value as the text that PostgreSQL reads it from. */
export type Text = string | null

/**
 * How rows of one table are told apart and compared. `table` and `columns` are the statements' view of it; `follows`
 * and `content` give the values of `columns` in that order.
 */
export type ObservedTable<Row> = {
  table: string
  scopedTo: 'account' | 'account-region'
  columns: readonly { name: string; type: string }[]
  /** What identifies a row; its hash is the row's id. */
  key(row: Row, place: Place): string[]
  /** The first columns: what follows from the key, and so is not compared. */
  follows(row: Row, place: Place): Text[]
  /** The other columns: what may change while the row stays itself. No evaluation times. */
  content(row: Row): Text[]
  /** The ARN whose account must be the one that was read (T17), where a row has one. */
  arn?(row: Row): string
}

/** Rows of one kind each, a row per thing. The others are written by recorders of their own, or are of several kinds. */
export type ObservedTableName = Extract<
  TableName,
  'lambdaVersion' | 'lambdaAlias' | 'lambdaProvisionedConcurrency' | 'lambdaInvocation' | 'resourceTag'
>

export const defineTable = <Name extends ObservedTableName>(table: ObservedTable<Rows[Name]>) => table

/** Readings that bring rows of several kinds, each kind with its own table. */
export type KindsTableName = Extract<TableName, 'configCompliance' | 'trustedAdvisor'>

type KindOf<Name extends KindsTableName> = Rows[Name]['kind']
type RowOf<Name extends KindsTableName, Kind extends KindOf<Name>> = Extract<Rows[Name], { kind: Kind }>

export type TablesByKind<Name extends KindsTableName> = {
  [Kind in KindOf<Name>]: ObservedTable<RowOf<Name, Kind>>
}

export const defineTables = <Name extends KindsTableName>(tables: TablesByKind<Name>) => tables

/** JSON with its names in order, so that the same content has the same text. */
export function canonicalJson(record: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))))
}
