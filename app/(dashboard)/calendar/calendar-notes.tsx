'use client'

import { CoverageNote } from '#components/feedback/coverage-note'
import { countOf } from '#lib/core/format'
import type { CalendarPage } from '#lib/domains/calendar/contract'
import { ReadingNote } from '../health/reading-note.tsx'
import styles from './calendar.module.css'

/** How many dates are left out, said before those that are shown. */
export function HiddenNote({ hidden }: { hidden: number }) {
  if (hidden === 0) return null
  return (
    <div className={styles.hidden}>
      {countOf(hidden, 'entry is', 'entries are')} hidden by the legend or the filter.
    </div>
  )
}

/** What stands behind the dates (I3). */
export function CalendarNotes({ answer: { reading, functions } }: { answer: CalendarPage }) {
  return (
    <ul className={styles.notes}>
      <li>
        AWS Health: <ReadingNote reading={reading} />
      </li>
      <li>
        Functions by runtime: <CoverageNote coverage={functions} />
      </li>
    </ul>
  )
}
