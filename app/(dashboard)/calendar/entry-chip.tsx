'use client'

import type { CSSProperties, MouseEvent } from 'react'
import { visibleText } from '#lib/core/format'
import type { CalendarEntry } from '#lib/domains/calendar/contract'
import styles from './calendar.module.css'
import {
  entryInWords,
  hasProgress,
  isOver,
  KIND_COLOURS,
  openInShort,
  restInWords,
  StatusIcon,
} from './entry-words.tsx'
import type { CalendarUrl } from './use-calendar-url.tsx'

/** Follows a link to the panel in place; with a modifier key it is a link like any other. */
export function inPlace(open: () => void) {
  return (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
    event.preventDefault()
    open()
  }
}

export const entryHref = (entry: Pick<CalendarEntry, 'id'>): string =>
  `/calendar?${new URLSearchParams({ entry: entry.id })}`

type ChipProps = {
  entry: CalendarEntry
  url: CalendarUrl
  /** Whether this day is its first and its last, and whether it is written out here. */
  begins: boolean
  ends: boolean
  leads: boolean
}

/** An entry in a day of the month: icon and title, and beneath them a thin bar of what is done and the open of all. */
export function EntryChip({ entry, url, begins, ends, leads }: ChipProps) {
  const all = entry.open + entry.done
  const names = [
    styles.chip,
    entry.status === 'overdue' && styles.late,
    isOver(entry) && styles.over,
    !begins && styles.goesOn,
    !ends && styles.lasts,
    url.entry === entry.id && styles.chosen,
  ]
  return (
    <a
      className={names.filter(Boolean).join(' ')}
      style={{ '--kind': KIND_COLOURS[entry.kind] } as CSSProperties}
      href={entryHref(entry)}
      onClick={inPlace(() => url.openEntry(entry.id))}
      title={visibleText(entryInWords(entry))}
      // Once a week is enough to reach what lasts for days.
      {...(!leads && { tabIndex: -1, 'aria-hidden': true })}
    >
      {leads ? (
        <>
          <span className={styles.line}>
            <span className={styles.icon}>
              <StatusIcon status={entry.status} />
            </span>
            <span className={styles.title}>{visibleText(entry.title)}</span>
          </span>
          {hasProgress(entry) && (
            <span className={styles.progress}>
              <span className={styles.track}>
                <span className={styles.done} style={{ inlineSize: `${(100 * entry.done) / all}%` }} />
              </span>
              <span className={styles.count}> {openInShort(entry)}</span>
            </span>
          )}
          <span className={styles.unseen}>{restInWords(entry)}</span>
        </>
      ) : (
        <span className={styles.line}>&nbsp;</span>
      )}
    </a>
  )
}
