/** What is to be done, as the overview shows it: sums over one reading of active recommendations. Pure. */
import { FINDING_SOURCES, type FindingSource } from '../../core/finding-source.ts'
import { NO_WORK, sumOfWork, type Work } from '../../core/work.ts'
import type { ActiveWork } from '../../db/sql/lists/read-active-work.ts'
import type { UnitAccounts } from '../../db/sql/lists/read-units.ts'
import type { Overview, TeamRow, UnitRow, WorkByDue } from './contract.ts'

export const workByDue = (rows: readonly ActiveWork[]): WorkByDue => ({
  active: sumOfWork(rows),
  overdue: sumOfWork(rows.filter(({ due }) => due === 'overdue')),
  soon: sumOfWork(rows.filter(({ due }) => due === '30days')),
})

export const workOf = (rows: readonly ActiveWork[]): Overview['work'] => ({
  ...workByDue(rows),
  waiting: sumOfWork(rows.filter(({ stage }) => stage === 'pending_response')),
  inProgress: sumOfWork(rows.filter(({ stage }) => stage === 'in_progress')),
})

export const workOfSource = (rows: readonly ActiveWork[], source: FindingSource): WorkByDue =>
  workByDue(rows.filter((row) => row.source === source))

/** Every unit that has an account, and last what lies in accounts that the viewer may not see. */
export function unitRows(units: readonly UnitAccounts[], rows: readonly ActiveWork[]): UnitRow[] {
  const ofUnit = (ouPath: string | null) => rows.filter((row) => row.ouPath === ouPath)
  const rowOf = (unit: Omit<UnitRow, 'sources' | 'overdue'>): UnitRow => {
    const work = ofUnit(unit.ouPath)
    const sources: Record<FindingSource, Work> = {
      lambda: NO_WORK,
      health: NO_WORK,
      config: NO_WORK,
      trustedadvisor: NO_WORK,
    }
    for (const source of FINDING_SOURCES) sources[source] = workOfSource(work, source).active
    return { ...unit, sources, overdue: workByDue(work).overdue }
  }
  const known = new Set<string | null>(units.map(({ ouPath }) => ouPath))
  const others = [...new Set(rows.map(({ ouPath }) => ouPath))].filter((ouPath) => !known.has(ouPath))
  return [...units.map(rowOf), ...others.map((ouPath) => rowOf({ ouPath, accounts: 0, missed: 0, inactive: 0 }))]
}

/** The owners with the most overdue first. Nobody's is a row like any other. */
export function teamRows(rows: readonly ActiveWork[], most: number): TeamRow[] {
  const teams = Map.groupBy(rows, ({ teamId }) => teamId)
  const count = ({ recommendations }: Work) => recommendations
  return [...teams]
    .map(([teamId, work]) => ({ teamId, teamName: work[0]?.teamName ?? null, ...workByDue(work) }))
    .sort(
      (a, b) =>
        count(b.overdue) - count(a.overdue) ||
        count(b.soon) - count(a.soon) ||
        count(b.active) - count(a.active) ||
        ((a.teamId ?? '') < (b.teamId ?? '') ? -1 : 1),
    )
    .slice(0, most)
}
