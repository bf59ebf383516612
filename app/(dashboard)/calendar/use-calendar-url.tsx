'use client'

import { parseAsBoolean, parseAsNativeArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { useToday } from '#components/display/dates'
import { type Month, monthOf } from '#lib/domains/calendar/month'
import { monthAsked, VIEWS, type View } from '#lib/domains/calendar/view'

const PARSERS = {
  view: parseAsStringLiteral(VIEWS).withDefault('month'),
  month: parseAsString,
  /** Kinds and statuses that are switched off. */
  hide: parseAsNativeArrayOf(parseAsString),
  /** Also what was completed long ago. */
  completed: parseAsBoolean.withDefault(false),
  /** What stands in the panel: an entry, or a day. */
  entry: parseAsString,
  day: parseAsString,
}

/** How the calendar is looked at, kept in the address. */
export function useCalendarUrl() {
  const today = useToday()
  const [state, set] = useQueryStates(PARSERS)
  return useMemo(() => {
    const month = monthAsked(state.month, today)
    return {
      view: state.view,
      month,
      hidden: state.hide,
      allCompleted: state.completed,
      entry: state.entry,
      day: state.day,
      look: (view: View) => set({ view }, { history: 'push' }),
      goTo: (to: Month) => set({ month: to === monthOf(today) ? null : to }, { history: 'push' }),
      toggle: (what: string) =>
        set({ hide: state.hide.includes(what) ? state.hide.filter((one) => one !== what) : [...state.hide, what] }),
      toggleCompleted: () => set({ completed: state.completed ? null : true }),
      openEntry: (entry: string) => set({ entry, day: null }),
      openDay: (day: string) => set({ day, entry: null }),
      close: () => set({ entry: null, day: null }),
    }
  }, [state, set, today])
}

export type CalendarUrl = ReturnType<typeof useCalendarUrl>
