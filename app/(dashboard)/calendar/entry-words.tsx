'use client'

import Icon, { type IconProps } from '@cloudscape-design/components/icon'
import { formatCount, formatDay } from '#lib/core/format'
import { startOfDay } from '#lib/core/time'
import type { CalendarEntry, EntryKind, EventStatus } from '#lib/domains/calendar/contract'
import { firstDayOf, type Month } from '#lib/domains/calendar/month'
import { STATUS_WORDS } from '../health/change-words.tsx'

export const KIND_WORDS: Readonly<Record<EntryKind, string>> = {
  health_change: 'AWS Health changes',
  runtime_date: 'Runtime dates',
  decision_due: 'Promised dates',
  exception_expiry: 'Exceptions that end',
}

/** What one of them is. */
export const KIND_OF_ONE: Readonly<Record<EntryKind, string>> = {
  health_change: 'AWS Health change',
  runtime_date: 'Runtime date',
  decision_due: 'Promised date',
  exception_expiry: 'Exception that ends',
}

/** Of the palette of charts, so that it is told apart in light and in dark. */
export const KIND_COLOURS: Readonly<Record<EntryKind, string>> = {
  health_change: 'var(--steward-chart-1)',
  runtime_date: 'var(--steward-chart-5)',
  decision_due: 'var(--steward-chart-3)',
  exception_expiry: 'var(--steward-chart-4)',
}

const ICONS: Readonly<Record<EventStatus, { name: IconProps.Name; variant: IconProps.Variant }>> = {
  overdue: { name: 'status-negative', variant: 'error' },
  ongoing: { name: 'status-in-progress', variant: 'link' },
  upcoming: { name: 'status-warning', variant: 'warning' },
  completed: { name: 'status-positive', variant: 'success' },
  unknown: { name: 'status-stopped', variant: 'subtle' },
  withdrawn: { name: 'status-stopped', variant: 'subtle' },
}

export function StatusIcon({ status }: { status: EventStatus }) {
  return <Icon {...ICONS[status]} size="small" />
}

const MONTH_FORMAT = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const WEEKDAY_FORMAT = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })

export const monthInWords = (month: Month): string => MONTH_FORMAT.format(startOfDay(firstDayOf(month)))
export const weekdayInWords = (day: string): string => WEEKDAY_FORMAT.format(startOfDay(day))

/** Whether there is progress to tell of: what AWS took back is neither open nor done. */
export const hasProgress = ({ open, done, status }: Pick<CalendarEntry, 'open' | 'done' | 'status'>): boolean =>
  open + done > 0 && status !== 'withdrawn'

/** `12/51` */
export function openInShort({ open, done }: Pick<CalendarEntry, 'open' | 'done'>): string {
  return `${formatCount(open)}/${formatCount(open + done)}`
}

const datesInWords = ({ date, endDate }: CalendarEntry): string =>
  endDate === null ? formatDay(date) : `${formatDay(date)} until ${formatDay(endDate)}`

/** An entry in one sentence, on hover. */
export function entryInWords(entry: CalendarEntry): string {
  const counted = hasProgress(entry) ? `, ${openInShort(entry)} open` : ''
  return `${entry.title}: ${STATUS_WORDS[entry.status].toLowerCase()}${counted}, ${datesInWords(entry)}`
}

/** What is told by place and colour, for whoever hears an entry behind its title and its count. */
export function restInWords(entry: CalendarEntry): string {
  return ` ${hasProgress(entry) ? 'open, ' : ''}${STATUS_WORDS[entry.status].toLowerCase()}, ${datesInWords(entry)}`
}

export const isOver = ({ status }: Pick<CalendarEntry, 'status'>): boolean =>
  status === 'completed' || status === 'withdrawn'
