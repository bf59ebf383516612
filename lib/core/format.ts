/** How figures, days and identifiers are written for people. The same on the server and in every browser. */
import type { ListTotal } from './list.ts'
import { DAY_MS, type Day, daysBetween, HOUR_MS, MINUTE_MS, SECOND_MS, startOfDay } from './time.ts'

const COUNT_FORMAT = new Intl.NumberFormat('en-GB')
const DAY_FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** `1,284` */
export function formatCount(count: number): string {
  return COUNT_FORMAT.format(count)
}

/** `1,284`, or `1,000+` where counting stopped. */
export function formatTotal({ count, capped }: ListTotal): string {
  return capped ? `${formatCount(count)}+` : formatCount(count)
}

/** `+3`, `−2`, `no change` */
export function formatChange(change: number): string {
  if (change === 0) return 'no change'
  return change > 0 ? `+${formatCount(change)}` : `−${formatCount(-change)}`
}

/** `3 Mar 2027`, whatever the zone of whoever reads it. */
export function formatDay(day: Day): string {
  return DAY_FORMAT.format(startOfDay(day)).replace('Sept', 'Sep')
}

/** `in 102 days`, `tomorrow`, `today`, `yesterday`, `3 days ago` */
export function formatDistance(day: Day, today: Day): string {
  const days = daysBetween(today, day)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  return days > 0 ? `in ${formatCount(days)} days` : `${formatCount(-days)} days ago`
}

/** How long ago an instant was, roughly: `less than a minute`, `1 minute`, `3 hours`, `2 days`. */
export function formatAge(since: Date, now: Date): string {
  const ms = Math.max(0, now.getTime() - since.getTime())
  const [size, unit] =
    ms >= 2 * DAY_MS ? [DAY_MS, 'day'] : ms >= 2 * HOUR_MS ? [HOUR_MS, 'hour'] : ([MINUTE_MS, 'minute'] as const)
  return ms < MINUTE_MS ? 'less than a minute' : countOf(Math.floor(ms / size), unit)
}

/** `850 ms`, `12.4 s`, `3 min 5 s`, `2 h 10 min` */
export function formatDuration(durationMs: number): string {
  if (durationMs < SECOND_MS) return `${Math.round(durationMs)} ms`
  if (durationMs < MINUTE_MS) return `${(durationMs / SECOND_MS).toFixed(1)} s`
  if (durationMs < HOUR_MS) {
    return `${Math.floor(durationMs / MINUTE_MS)} min ${Math.floor((durationMs % MINUTE_MS) / SECOND_MS)} s`
  }
  return `${Math.floor(durationMs / HOUR_MS)} h ${Math.floor((durationMs % HOUR_MS) / MINUTE_MS)} min`
}

/** `06:12` in UTC. */
export function formatTime(instant: Date): string {
  return instant.toISOString().slice(11, 16)
}

/** `21 Nov 2026, 06:12 UTC` */
export function formatInstant(instant: Date): string {
  return `${formatDay(instant.toISOString().slice(0, 10))}, ${formatTime(instant)} UTC`
}

/** The same instant where the reader is, with the zone's name: `21 Nov 2026, 07:12 CET`. */
export function formatInstantIn(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(instant)
}

const ELLIPSIS = '…'

/** A long text without its middle, `length` characters in all; whole where it fits. */
export function cutMiddle(text: string, length: number): string {
  const characters = [...text]
  if (characters.length <= length) return text
  const kept = length - 1
  const head = Math.ceil(kept / 2)
  return characters.slice(0, head).join('') + ELLIPSIS + characters.slice(characters.length - (kept - head)).join('')
}

/** `1 account`, `3 accounts` */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** `3 teams`; work that nobody owns has none. */
export function teamsInWords(teams: number): string {
  return teams === 0 ? 'no owner' : countOf(teams, 'team')
}

// Controls and format characters: they move or hide their neighbours, as bidirectional and zero-width ones do (F36).
const TRICK_CHARACTERS = /[\p{Cc}\p{Cf}]/gu

/** Text that others control, with characters that would trick the eye made visible: `‹U+202E›`. */
export function visibleText(text: string): string {
  return text.replace(TRICK_CHARACTERS, codeShown)
}

/** A character by its number: `‹U+202E›`. */
export const codeShown = (character: string): string =>
  `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`
