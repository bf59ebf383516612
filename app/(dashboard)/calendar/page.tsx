import type { Metadata } from 'next'
import { requireViewer } from '#lib/auth/viewer'
import { clock } from '#lib/core/clock'
import { listValuesOf } from '#lib/core/list'
import { dayOf } from '#lib/core/time'
import { calendarQueries } from '#lib/domains/calendar/client'
import type { CalendarQuestion } from '#lib/domains/calendar/contract'
import { monthOf } from '#lib/domains/calendar/month'
import { getCalendar, listCalendarFacets } from '#lib/domains/calendar/queries'
import { calendarList, lateQuestionOf, monthAsked, questionOf } from '#lib/domains/calendar/view'
import { Prefetched } from '../../prefetched.tsx'
import { CalendarPage } from './calendar-page.tsx'

export const metadata: Metadata = { title: 'Calendar' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('posture:read')
  const given = await searchParams
  const values = listValuesOf(calendarList, given)
  const today = dayOf(clock.now())
  const month = monthAsked(given.month, today)
  const view = given.view === 'agenda' ? 'agenda' : 'month'
  const read = (question: CalendarQuestion) => ({
    ...calendarQueries.entries(question),
    queryFn: () => getCalendar(viewer, question),
  })
  return (
    <Prefetched
      queries={[
        read(questionOf(values, { view, month })),
        ...(view === 'agenda' && month === monthOf(today) ? [read(lateQuestionOf(values, month))] : []),
        { ...calendarQueries.facets(), queryFn: () => listCalendarFacets(viewer) },
      ]}
    >
      <CalendarPage />
    </Prefetched>
  )
}
