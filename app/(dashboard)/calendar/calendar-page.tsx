'use client'

import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useToday } from '#components/display/dates'
import { QueryState } from '#components/feedback/query-state'
import { Page } from '#components/shell/page'
import { useListUrl } from '#components/table/use-list-url'
import { calendarQueries } from '#lib/domains/calendar/client'
import type { CalendarPage as Answer, CalendarEntry } from '#lib/domains/calendar/contract'
import { calendarList } from '#lib/domains/calendar/contract'
import { monthOf } from '#lib/domains/calendar/month'
import { lastOfEachRuntime, lateQuestionOf, questionOf, shownOf } from '#lib/domains/calendar/view'
import { Agenda } from './agenda.tsx'
import styles from './calendar.module.css'
import { CalendarFilter } from './calendar-filter.tsx'
import { CalendarNotes, HiddenNote } from './calendar-notes.tsx'
import { CalendarPanel } from './calendar-panel.tsx'
import { CalendarTools } from './calendar-tools.tsx'
import { Legend } from './legend.tsx'
import { MonthTable } from './month-table.tsx'
import { type CalendarUrl, useCalendarUrl } from './use-calendar-url.tsx'

/** What happens when: AWS's dates, and those that we gave ourselves. */
export function CalendarPage() {
  const url = useCalendarUrl()
  const list = useListUrl(calendarList)
  const today = useToday()
  const calendar = useQuery(calendarQueries.entries(questionOf(list.values, url)))
  const looksNow = url.view === 'agenda' && url.month === monthOf(today)
  const late = useQuery({ ...calendarQueries.entries(lateQuestionOf(list.values, url.month)), enabled: looksNow })
  const shown = (entries: readonly CalendarEntry[]) =>
    shownOf(entries, { hidden: url.hidden, text: list.values.text, allCompleted: url.allCompleted, today })
  const entries = shown(calendar.data?.entries ?? [])
  return (
    <Page title="Calendar" description="What AWS changes on which day, and what the owners promised.">
      <section className={styles.frame} aria-label="Calendar">
        <SpaceBetween size="s">
          <CalendarTools url={url} />
          <CalendarFilter url={list} />
          <Legend url={url} />
          <QueryState query={calendar} what="the calendar" lines={12} isEmpty={() => false}>
            {(answer) => (
              <>
                <HiddenNote hidden={hiddenOf(answer, entries)} />
                <View
                  url={url}
                  entries={entries}
                  narrowed={hiddenOf(answer, entries) > 0 || Object.keys(list.values.filters).length > 0}
                  late={looksNow ? lastOfEachRuntime(shown(late.data?.entries ?? [])) : []}
                />
                <CalendarNotes answer={answer} />
              </>
            )}
          </QueryState>
        </SpaceBetween>
      </section>
      <CalendarPanel url={url} entries={[...entries, ...(late.data?.entries ?? [])]} />
    </Page>
  )
}

const hiddenOf = (answer: Answer, shown: readonly CalendarEntry[]): number => answer.entries.length - shown.length

type ViewProps = {
  url: CalendarUrl
  entries: readonly CalendarEntry[]
  late: readonly CalendarEntry[]
  narrowed: boolean
}

/** In a narrow window a month shows which days have something, and its agenda what. */
function View({ url, entries, late, narrowed }: ViewProps) {
  if (url.view === 'agenda') return <Agenda url={url} entries={entries} late={late} narrowed={narrowed} />
  const ofMonth = entries.filter(
    ({ date, endDate }) => monthOf(date) <= url.month && monthOf(endDate ?? date) >= url.month,
  )
  return (
    <>
      <MonthTable url={url} entries={entries} />
      <div className={styles.narrowOnly}>
        <Agenda url={url} entries={ofMonth} late={[]} narrowed={narrowed} />
      </div>
    </>
  )
}
