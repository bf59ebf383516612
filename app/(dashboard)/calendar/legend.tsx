'use client'

import { ENTRY_KINDS, EVENT_STATUSES } from '#lib/domains/calendar/contract'
import { COMPLETED_DAYS } from '#lib/domains/calendar/view'
import { STATUS_WORDS } from '../health/change-words.tsx'
import styles from './calendar.module.css'
import { KIND_COLOURS, KIND_WORDS, StatusIcon } from './entry-words.tsx'
import type { CalendarUrl } from './use-calendar-url.tsx'

/** What the marks mean. Each switches its entries off and on. */
export function Legend({ url }: { url: CalendarUrl }) {
  const isOn = (what: string) => !url.hidden.includes(what)
  return (
    <fieldset className={styles.legend}>
      <legend className={styles.unseen}>Legend: what is shown</legend>
      {ENTRY_KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          className={styles.mark}
          aria-pressed={isOn(kind)}
          onClick={() => url.toggle(kind)}
        >
          <span className={styles.swatch} style={{ background: KIND_COLOURS[kind] }} aria-hidden="true" />
          {KIND_WORDS[kind]}
        </button>
      ))}
      <span className={styles.divider} aria-hidden="true" />
      {EVENT_STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          className={styles.mark}
          aria-pressed={isOn(status)}
          onClick={() => url.toggle(status)}
        >
          <StatusIcon status={status} /> {STATUS_WORDS[status]}
        </button>
      ))}
      <button type="button" className={styles.mark} aria-pressed={url.allCompleted} onClick={url.toggleCompleted}>
        Over for more than {COMPLETED_DAYS} days
      </button>
    </fieldset>
  )
}
