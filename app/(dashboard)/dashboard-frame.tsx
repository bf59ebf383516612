'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { TodayProvider } from '#components/display/dates'
import { Shell } from '#components/shell/shell'
import type { TopBarProps } from '#components/shell/top-bar'
import type { Day } from '#lib/core/time'
import { searchEstate } from '#lib/domains/search/client'
import { sessionQueries, signOut } from '#lib/domains/session/client'

type DashboardFrameProps = { person: TopBarProps['person']; today: Day; children: ReactNode }

/** The frame with what it shows of the server's state. */
export function DashboardFrame({ person, today, children }: DashboardFrameProps) {
  const freshness = useQuery(sessionQueries.freshness())
  return (
    <TodayProvider today={today}>
      <Shell person={person} today={today} freshness={freshness.data} search={searchEstate} signOut={signOut}>
        {children}
      </Shell>
    </TodayProvider>
  )
}
