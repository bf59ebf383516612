/** What a column can hold. Its cell on a page and its schema in the description of the API follow from the kind. */
export type Kinds = {
  text: string
  /** A name that is cut in the middle where it is long. */
  name: string
  /** A name with parts, such as `AWS::S3::Bucket`. */
  type: string
  /** An account's id. Its page shows the row's `accountName`. */
  account: string
  /** A team's id. Its page shows the row's `teamName`. */
  team: string
  region: string
  /** ISO 8601, in UTC. */
  instant: string
  yesNo: boolean
  /** What a check of Trusted Advisor says, in AWS's word. */
  checkStatus: string
  /** Texts in their order. */
  texts: readonly (string | null)[]
  /** Texts by their names. */
  named: Readonly<Record<string, string>>
}
export type ColumnKind = keyof Kinds

/** A row as it leaves the store: values as JSON has them. */
export type StoredRow = Readonly<Record<string, Kinds[ColumnKind] | null>>

/** A value of the database as the kind has it. What is no text among texts was sent by AWS in another shape: absent. */
export function storedAs(kind: ColumnKind, value: unknown): Kinds[ColumnKind] | null {
  if (kind === 'texts') return Array.isArray(value) ? value.map((one) => (typeof one === 'string' ? one : null)) : []
  if (value instanceof Date) return value.toISOString()
  return (value as Kinds[ColumnKind] | undefined) ?? null
}
