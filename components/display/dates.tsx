'use client'

import Box from '@cloudscape-design/components/box'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { formatDay, formatDistance, formatInstant, formatInstantIn } from '#lib/core/format'
import { type Day, dayOf } from '#lib/core/time'

const TodayContext = createContext<Day>(dayOf(new Date(0)))

/** The product's day, which the server tells: it may differ from the browser's. */
export function TodayProvider({ today, children }: { today: Day; children: ReactNode }) {
  return <TodayContext.Provider value={today}>{children}</TodayContext.Provider>
}

export const useToday = (): Day => useContext(TodayContext)

/** A date, or how far it is, is read as one word. */
const NO_WRAP = { whiteSpace: 'nowrap' } as const

type DateWithDistanceProps = { day: Day | null; whenNone?: string; inline?: boolean }

/** `3 Mar 2027`, and beneath it `in 102 days`. A whole day, so no time zone moves it. */
export function DateWithDistance({ day, whenNone = '–', inline = false }: DateWithDistanceProps) {
  const today = useToday()
  if (day === null) return <>{whenNone}</>
  const distance = (
    <Box variant={inline ? 'span' : 'div'} color="text-body-secondary" fontSize="body-s">
      <span style={NO_WRAP}>{formatDistance(day, today)}</span>
    </Box>
  )
  return (
    <>
      <time dateTime={day}>
        <Box variant="span">
          <span style={NO_WRAP}>{formatDay(day)}</span>
        </Box>
      </time>
      {inline && ' '}
      {distance}
    </>
  )
}

/** An instant in UTC; the reader's own time, with its zone, shows on hover. Breaks between day and time, nowhere else. */
export function Instant({ at, whenNone = '–' }: { at: string | null; whenNone?: string }) {
  const [local, setLocal] = useState<string>()
  useEffect(() => {
    if (at !== null) setLocal(formatInstantIn(new Date(at), Intl.DateTimeFormat().resolvedOptions().timeZone))
  }, [at])
  if (at === null) return <>{whenNone}</>
  const [day, time] = formatInstant(new Date(at)).split(', ')
  return (
    <time dateTime={at} title={local}>
      <span style={NO_WRAP}>{day},</span> <span style={NO_WRAP}>{time}</span>
    </time>
  )
}
