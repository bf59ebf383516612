/** How one kind of row is judged. Pure: what a check knows comes as an argument, so it can be judged for any day. */
export type Check<Row, Facts, Judgement> = {
  /** Service, dot, thing. Part of the identity of every finding: never renamed. */
  id: string
  title: string
  /** Why it matters, and what to do, in words for a person. */
  why: string
  fix: string
  judge(row: Row, facts: Facts): Judgement
}

export function defineCheck<Row, Facts, Judgement>(
  declaration: Check<Row, Facts, Judgement>,
): Check<Row, Facts, Judgement> {
  return declaration
}
