import type { ReactNode } from 'react'
import { ROLE_NAMES } from '#lib/auth/permissions'
import { requireViewer } from '#lib/auth/viewer'
import { clock } from '#lib/core/clock'
import { dayOf } from '#lib/core/time'
import { sessionQueries } from '#lib/domains/session/client'
import { getFreshness, listOwnTeams } from '#lib/domains/session/queries'
import { Prefetched } from '../prefetched.tsx'
import { DashboardFrame } from './dashboard-frame.tsx'

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer('posture:read')
  const teams = await listOwnTeams(viewer)
  return (
    <Prefetched queries={[{ ...sessionQueries.freshness(), queryFn: () => getFreshness(viewer) }]}>
      <DashboardFrame person={{ name: viewer.name, role: ROLE_NAMES[viewer.role], teams }} today={dayOf(clock.now())}>
        {children}
      </DashboardFrame>
    </Prefetched>
  )
}
