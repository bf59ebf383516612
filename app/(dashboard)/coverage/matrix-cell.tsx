'use client'

import { ScopeState } from '#components/display/status'
import { formatAge, formatCount } from '#lib/core/format'
import { isWaiting, type ScopeStatus } from '#lib/core/reading'
import type { Cell, CellPart } from '#lib/domains/coverage/contract'
import styles from './matrix.module.css'
import { STATE_WORDS } from './state-words.ts'

type MatrixCellProps = {
  cell: Cell | undefined
  account: string
  /** The server's product time, from which ages are reckoned. */
  at: string
  isOpen: boolean
  onOpen: () => void
}

/** The worst state of a source over an account's Regions, how many share it, and the age of what is known. */
export function MatrixCell({ cell, account, at, isOpen, onOpen }: MatrixCellProps) {
  if (cell === undefined) {
    return (
      <span className={styles.absent} role="img" aria-label="Not expected here" title="Not expected here">
        –
      </span>
    )
  }
  const { worst, scopes, source } = cell
  const cause = cell.parts[0]?.cause ?? null
  const isLikeWorst = (part: CellPart) =>
    part.status === worst && isWaiting(part) === isWaiting({ status: worst, cause })
  const affected = cell.parts.filter(isLikeWorst).reduce((sum, part) => sum + part.scopes, 0)
  return (
    <button
      type="button"
      className={isOpen ? `${styles.cell} ${styles.open}` : styles.cell}
      aria-pressed={isOpen}
      onClick={onOpen}
    >
      <ScopeState status={worst} cause={cause}>
        {STATE_WORDS[worst]}
      </ScopeState>
      {worst !== 'complete' && affected < scopes && (
        <div className={styles.quiet}>
          {formatCount(affected)} of {formatCount(scopes)}
        </div>
      )}
      <div className={styles.quiet}>{ageOf(cell, at)}</div>
      <span className={styles.unseen}>
        {' '}
        {source} in {account}. Show why.
      </span>
    </button>
  )
}

/** States whose data has an age: the others have none, and say nothing. */
const AGEING: readonly ScopeStatus[] = ['complete', 'partial', 'failed', 'denied', 'skipped']

function ageOf({ parts }: Cell, at: string): string {
  const ageing = parts.filter(({ status }) => AGEING.includes(status))
  if (ageing.length === 0) return parts.some(({ status }) => status === 'never') ? 'no data yet' : ''
  const oldest = ageing
    .map(({ lastCompleteAt }) => lastCompleteAt)
    .sort((a, b) => (a === null ? -1 : b === null ? 1 : a < b ? -1 : 1))[0]
  return oldest ? `${formatAge(new Date(oldest), new Date(at))} ago` : 'no data yet'
}
