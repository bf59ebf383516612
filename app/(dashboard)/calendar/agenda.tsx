'use client'

import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { useToday } from '#components/display/dates'
import { EmptyState } from '#components/feedback/empty-state'
import { countOf, formatCount, formatDay, formatDistance, visibleText } from '#lib/core/format'
import type { CalendarEntry } from '#lib/domains/calendar/contract'
import { ChangeStatus, ProgressBar } from '../health/change-words.tsx'
import styles from './calendar.module.css'
import { entryHref, inPlace } from './entry-chip.tsx'
import { hasProgress, isOver, KIND_COLOURS, openInShort, weekdayInWords } from './entry-words.tsx'
import type { CalendarUrl } from './use-calendar-url.tsx'

type AgendaProps = {
  url: CalendarUrl
  entries: readonly CalendarEntry[]
  late: readonly CalendarEntry[]
  /** Whether a filter or the legend leaves some out. */
  narrowed: boolean
}

/** The entries day by day; what is late from before stands first. */
export function Agenda({ url, entries, late, narrowed }: AgendaProps) {
  const days = [...new Set(entries.map(({ date }) => date))]
  if (entries.length + late.length === 0) {
    return narrowed ? (
      <EmptyState kind="no-match">
        No date of this time has all of these. Take a filter away, or switch a mark on.
      </EmptyState>
    ) : (
      <EmptyState kind="nothing">No date falls into this time.</EmptyState>
    )
  }
  return (
    <div className={styles.agenda}>
      {late.length > 0 && <Late url={url} entries={late} />}
      {days.map((day) => (
        <section key={day}>
          <DayHeading day={day} />
          <EntryList url={url} entries={entries.filter(({ date }) => date === day)} />
        </section>
      ))}
    </div>
  )
}

/** More than these would keep what comes next out of sight. */
const LATE_SHOWN = 6

function Late({ url, entries }: { url: CalendarUrl; entries: readonly CalendarEntry[] }) {
  const [all, setAll] = useState(false)
  return (
    <section>
      <h3 className={styles.lateHeading}>Late from before ({formatCount(entries.length)})</h3>
      <EntryList url={url} entries={all ? entries : entries.slice(0, LATE_SHOWN)} withDay />
      {entries.length > LATE_SHOWN && (
        <Box padding={{ top: 'xs' }}>
          <Button variant="inline-link" ariaExpanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${formatCount(entries.length)} that are late`}
          </Button>
        </Box>
      )}
    </section>
  )
}

function DayHeading({ day }: { day: string }) {
  const today = useToday()
  return (
    <h3 className={styles.dayHeading}>
      <time dateTime={day}>
        {weekdayInWords(day)}, {formatDay(day)}
      </time>{' '}
      <span className={styles.quiet}>{formatDistance(day, today)}</span>
    </h3>
  )
}

/** Entries as rows; also what stands in the panel of a day. */
export function EntryList({
  url,
  entries,
  withDay = false,
}: {
  url: CalendarUrl
  entries: readonly CalendarEntry[]
  withDay?: boolean
}) {
  return (
    <ul className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.row} style={{ borderInlineStartColor: KIND_COLOURS[entry.kind] }}>
          <div className={styles.what}>
            <a
              className={isOver(entry) ? `${styles.link} ${styles.struck}` : styles.link}
              href={entryHref(entry)}
              onClick={inPlace(() => url.openEntry(entry.id))}
            >
              {visibleText(entry.title)}
            </a>
            <div className={styles.quiet}>
              {withDay && `${formatDay(entry.date)} · `}
              {entry.endDate && `until ${formatDay(entry.endDate)} · `}
              {countOf(entry.accounts, 'account')}
              {entry.teams.length > 0 && ` · ${teamsInWords(entry.teams)}`}
            </div>
          </div>
          <div className={styles.status}>
            <ChangeStatus status={entry.status} startsOn={entry.date} />
          </div>
          <div className={styles.open}>
            {hasProgress(entry) && (
              <>
                {openInShort(entry)} <span className={styles.quiet}>open</span>
                <ProgressBar done={entry.done} all={entry.open + entry.done} />
              </>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

const TEAMS_NAMED = 3

function teamsInWords(teams: readonly string[]): string {
  const named = teams.slice(0, TEAMS_NAMED).map(visibleText).join(', ')
  return teams.length > TEAMS_NAMED ? `${named} and ${teams.length - TEAMS_NAMED} more` : named
}
