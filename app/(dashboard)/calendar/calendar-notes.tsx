'use client'

import { CoverageNote } from '#components/feedback/coverage-note'
import { countOf } from '#lib/core/format'
import type { CalendarPage } from '#lib/domains/calendar/contract'
import { ReadingNote } from '../health/reading-note.tsx'
import styles from './calendar.module.css'

/** What stands behind the dates, and what of them is not shown (I3). */
export function CalendarNotes({ answer: { reading, functions }, hidden }: { answer: CalendarPage; hidden: number }) {
  return (
    <ul className={styles.notes}>
      {hidden > 0 && <li>{countOf(hidden, 'entry is', 'entries are')} hidden by the legend or the filter.</li>}
      <li>
        AWS Health: <ReadingNote reading={reading} />
      </li>
      <li>
        Functions by runtime: <CoverageNote coverage={functions} />
      </li>
    </ul>
  )
}
