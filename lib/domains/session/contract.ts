/** Where the newest data comes from, for the line at the top of every page. */
export type Freshness = {
  /** When the last collection ended that brought anything; null before the first. ISO 8601. */
  collectedAt: string | null
  /** A collection is on its way now. */
  collecting: boolean
  /** The past of a demo is still being made up: figures and histories grow while one looks. */
  filling: boolean
  /** Nothing was collected for longer than the schedule allows. */
  stale: boolean
  /** Active accounts, those wholly looked at among them, and those that are not active. */
  accounts: number
  looked: number
  inactive: number
}
