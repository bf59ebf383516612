'use client'

import Box from '@cloudscape-design/components/box'
import { DetailPanel } from '#components/shell/detail-panel'
import { formatDay, visibleText } from '#lib/core/format'
import { isAskableDay } from '#lib/core/time'
import type { CalendarEntry } from '#lib/domains/calendar/contract'
import { findEntryParts } from '#lib/domains/calendar/entry-id'
import { lastDay } from '#lib/domains/calendar/month'
import { ChangeDetail } from '../health/change-detail.tsx'
import { EntryList } from './agenda.tsx'
import { EntryDetail } from './entry-detail.tsx'
import { weekdayInWords } from './entry-words.tsx'
import type { CalendarUrl } from './use-calendar-url.tsx'

/** One entry, or all of a day, beside the calendar. */
export function CalendarPanel({ url, entries }: { url: CalendarUrl; entries: readonly CalendarEntry[] }) {
  const { entry, day } = url
  const parts = entry === null ? null : findEntryParts(entry)
  if (entry !== null && parts !== null) {
    const known = entries.find(({ id }) => id === entry)
    return (
      <DetailPanel title={visibleText(known?.title ?? 'Date')} onClose={url.close}>
        {parts.kind === 'health_change' ? <ChangeDetail changeId={parts.thing} inPanel /> : <EntryDetail id={entry} />}
      </DetailPanel>
    )
  }
  if (day === null || !isAskableDay(day)) return null
  const ofDay = entries.filter((each) => each.date <= day && lastDay(each) >= day)
  return (
    <DetailPanel title={`${weekdayInWords(day)}, ${formatDay(day)}`} onClose={url.close}>
      {ofDay.length === 0 ? (
        <Box color="text-body-secondary">Nothing that is shown falls on this day.</Box>
      ) : (
        <EntryList url={url} entries={ofDay} />
      )}
    </DetailPanel>
  )
}
