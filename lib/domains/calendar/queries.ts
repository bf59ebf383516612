/** What the calendar page is told. */
import { clock } from '#lib/core/clock'
import { dayOf } from '#lib/core/time'
import { asViewer, type Viewer } from '#lib/db/as-viewer'
import { countHealthFacets } from '../../db/sql/lists/count-health-changes.ts'
import { readCoverageSummary } from '../../db/sql/lists/coverage-summary.ts'
import { serviceName } from '../health/change-words.ts'
import { UNOWNED } from '../health/contract.ts'
import { readHealthReading } from '../health/queries.ts'
import type { CalendarFacets, CalendarPage, CalendarQuestion } from './contract.ts'
import { listEntries } from './entries.ts'

export async function getCalendar(viewer: Viewer, question: CalendarQuestion): Promise<CalendarPage> {
  return asViewer(viewer, async (tx) => ({
    entries: await listEntries(tx, question),
    reading: (await readHealthReading(tx)).reading,
    functions: await readCoverageSummary(tx, { sources: ['lambda.functions'] }),
    today: dayOf(clock.now()),
  }))
}

/** Services that have dates beside those of AWS Health. */
const OTHER_SERVICES = ['LAMBDA', 'CONFIG', 'TRUSTEDADVISOR']

export async function listCalendarFacets(viewer: Viewer): Promise<CalendarFacets> {
  return asViewer(viewer, async (tx) => {
    const counted = await countHealthFacets(tx)
    const owners = await tx.account.groupBy({ by: ['teamId'], where: { teamId: { not: null } } })
    const teams = await tx.team.findMany({
      where: { id: { in: owners.flatMap(({ teamId }) => (teamId === null ? [] : [teamId])) } },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    })
    const services = new Set([
      ...counted.filter(({ kind }) => kind === 'service').map(({ value }) => value),
      ...OTHER_SERVICES,
    ])
    return {
      service: [...services].sort().map((value) => ({ value, label: serviceName(value) })),
      team: [...teams.map(({ id, name }) => ({ value: id, label: name })), { value: UNOWNED, label: 'Nobody' }],
    }
  })
}
