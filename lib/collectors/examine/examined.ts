/** What `steward doctor` says of one thing that it tried. */
import type { NotRead } from '../aws/causes/not-read.ts'

export type Examined = {
  /** What was tried: `credentials`, `organization`, `member role`, an IAM action, or something that AWS must have. */
  what: string
  /** The account it was tried in, where it was one. */
  accountId: string | null
  /** What it is called, where the same may be said of many. */
  accountName?: string
  /** `not there` is no mistake: AWS offers it, and the organisation does without. */
  outcome: 'works' | 'fails' | 'not there' | 'not checked'
  message: string
  remedy: string | null
  /** What else is worth knowing, though nothing is wrong. */
  note?: string
}

export const works = (what: string, accountId: string | null, message: string, remedy?: string): Examined => ({
  what,
  accountId,
  outcome: 'works',
  message,
  remedy: remedy ?? null,
})

export const notChecked = (what: string, message: string): Examined => ({
  what,
  accountId: null,
  outcome: 'not checked',
  message,
  remedy: null,
})

/** Something that could not be read: by somebody's mistake, or because there is nothing to read. */
export const notRead = (what: string, accountId: string | null, { status, cause }: NotRead): Examined => ({
  what,
  accountId,
  outcome: status === 'disabled' || status === 'not_entitled' ? 'not there' : 'fails',
  message: cause.message,
  remedy: cause.remedy,
})
