import type { Metadata } from 'next'
import { clock } from '#lib/core/clock'
import { dayOf } from '#lib/core/time'
import { calendarAddress } from '#lib/domains/calendar/address'
import { calendarQueries } from '#lib/domains/calendar/client'
import type { CalendarQuestion } from '#lib/domains/calendar/contract'
import { monthOf } from '#lib/domains/calendar/month'
import { getCalendar, listCalendarFacets } from '#lib/domains/calendar/queries'
import { lateQuestionOf, questionOf } from '#lib/domains/calendar/view'
import { definePage } from '../../define-page.tsx'
import { CalendarPage } from './calendar-page.tsx'

export const metadata: Metadata = { title: 'Calendar' }

export default definePage({
  permission: 'posture:read',
  address: calendarAddress,
  show: async ({ viewer, asked: { values, view, month: given } }) => {
    const thisMonth = monthOf(dayOf(clock.now()))
    const month = given ?? thisMonth
    const read = (question: CalendarQuestion) => ({
      ...calendarQueries.entries(question),
      queryFn: () => getCalendar(viewer, question),
    })
    return {
      queries: [
        read(questionOf(values, { view, month })),
        ...(view === 'agenda' && month === thisMonth ? [read(lateQuestionOf(values, month))] : []),
        { ...calendarQueries.facets(), queryFn: () => listCalendarFacets(viewer) },
      ],
      page: <CalendarPage />,
    }
  },
})
