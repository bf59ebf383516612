'use client'

import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useToday } from '#components/display/dates'
import { addMonths, monthOf } from '#lib/domains/calendar/month'
import { AGENDA_MONTHS, VIEWS } from '#lib/domains/calendar/view'
import { monthInWords } from './entry-words.tsx'
import type { CalendarUrl } from './use-calendar-url.tsx'

/** Where in time, and how it is looked at. */
export function CalendarTools({ url }: { url: CalendarUrl }) {
  const today = useToday()
  const { view, month } = url
  const until = addMonths(month, AGENDA_MONTHS - 1)
  return (
    <Header
      variant="h2"
      actions={
        <SpaceBetween direction="horizontal" size="xs" alignItems="end">
          <Button disabled={month === monthOf(today)} onClick={() => url.goTo(monthOf(today))}>
            Today
          </Button>
          <Button iconName="angle-left" ariaLabel="Previous month" onClick={() => url.goTo(addMonths(month, -1))} />
          <Button iconName="angle-right" ariaLabel="Next month" onClick={() => url.goTo(addMonths(month, 1))} />
          <SegmentedControl
            label="View"
            selectedId={view}
            options={[
              { id: 'month', text: 'Month' },
              { id: 'agenda', text: 'Agenda' },
            ]}
            onChange={({ detail }) => url.look(VIEWS.find((known) => known === detail.selectedId) ?? 'month')}
          />
        </SpaceBetween>
      }
    >
      <span aria-live="polite">
        {view === 'month' ? monthInWords(month) : `${monthInWords(month)} to ${monthInWords(until)}`}
      </span>
    </Header>
  )
}
