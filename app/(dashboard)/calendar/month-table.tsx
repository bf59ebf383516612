'use client'

import { useToday } from '#components/display/dates'
import { countOf, formatDay } from '#lib/core/format'
import type { CalendarEntry } from '#lib/domains/calendar/contract'
import { type DayCell, layOut, monthOf, weeksOf } from '#lib/domains/calendar/month'
import styles from './calendar.module.css'
import { EntryChip, inPlace } from './entry-chip.tsx'
import { isOver, KIND_COLOURS, monthInWords, weekdayInWords } from './entry-words.tsx'
import type { CalendarUrl } from './use-calendar-url.tsx'

/** A month by weeks, Monday to Sunday; what lasts for days goes through them on one line. */
export function MonthTable({ url, entries }: { url: CalendarUrl; entries: readonly CalendarEntry[] }) {
  const weeks = weeksOf(url.month)
  return (
    <table className={styles.month}>
      <caption className={styles.unseen}>{monthInWords(url.month)}</caption>
      <thead>
        <tr>
          {(weeks[0] ?? []).map((day) => (
            <th key={day} scope="col">
              <abbr title={weekdayInWords(day)}>{weekdayInWords(day).slice(0, 3)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {layOut(week, entries).map((cell) => (
              <Cell key={cell.day} cell={cell} url={url} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ cell, url }: { cell: DayCell; url: CalendarUrl }) {
  const today = useToday()
  const { day, lines, hidden, all } = cell
  const names = [
    monthOf(day) !== url.month && styles.outside,
    day === today && styles.today,
    day === url.day && styles.openDay,
  ]
  return (
    <td className={names.filter(Boolean).join(' ')}>
      <DayNumber cell={cell} url={url} isToday={day === today} />
      <div className={styles.entries}>
        {lines.map((piece, line) =>
          piece === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
            <div key={line} className={styles.gap} />
          ) : (
            <EntryChip key={piece.entry.id} url={url} {...piece} />
          ),
        )}
        {hidden > 0 && (
          <a
            className={styles.more}
            href={`/calendar?${new URLSearchParams({ month: url.month, day })}`}
            onClick={inPlace(() => url.openDay(day))}
          >
            +{hidden}
            <span className={styles.unseen}> more on {formatDay(day)}</span>
          </a>
        )}
      </div>
      <div className={styles.dots} aria-hidden="true">
        {all.slice(0, 4).map((entry) => (
          <span
            key={entry.id}
            className={styles.dot}
            style={{
              background:
                entry.status === 'overdue'
                  ? 'var(--steward-bad)'
                  : isOver(entry)
                    ? 'var(--steward-line)'
                    : KIND_COLOURS[entry.kind],
            }}
          />
        ))}
      </div>
    </td>
  )
}

/** Leads to the day in the panel, where there is something to see. */
function DayNumber({ cell: { day, all }, url, isToday }: { cell: DayCell; url: CalendarUrl; isToday: boolean }) {
  const number = <time dateTime={day}>{Number(day.slice(8))}</time>
  const label = `${isToday ? 'Today, ' : ''}${weekdayInWords(day)} ${formatDay(day)}`
  if (all.length === 0) {
    return (
      <span className={styles.number}>
        {number}
        <span className={styles.unseen}> {label}</span>
      </span>
    )
  }
  return (
    <a
      className={styles.number}
      href={`/calendar?${new URLSearchParams({ month: url.month, day })}`}
      onClick={inPlace(() => url.openDay(day))}
      aria-label={`${label}: ${countOf(all.length, 'entry', 'entries')}`}
    >
      {number}
    </a>
  )
}
