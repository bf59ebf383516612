/** Reports as their pages show them. Which there are for a viewer is row security's to say. */
import type { z } from 'zod'
import { mondayOf, sundayOf } from '#lib/core/iso-week'
import { ownOrigin } from '#lib/core/own-address'
import { asViewer, type Tx, type Viewer } from '#lib/db/as-viewer'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { listReportOwners, listReports } from '../../db/sql/lists/list-reports.ts'
import type {
  Report,
  ReportFigures,
  ReportKey,
  ReportList,
  ReportListInput,
  ReportOwner,
  ReportPage,
  reportFileInput,
} from './contract.ts'
import { CONTENT_TYPES, encodeReport, reportFileName } from './encode-report.ts'
import { storedReport } from './stored-report.ts'
import { ORGANIZATION_NAME } from './words.ts'

/** Weeks of one page of the list. */
const WEEKS = 26
const ORGANIZATION = ''

export async function listReportWeeks(viewer: Viewer, { team, before }: ReportListInput): Promise<ReportList> {
  return asViewer(viewer, async (tx) => {
    const owners = await ownersOf(tx)
    const owner = owners.find(({ teamId }) => team === undefined || teamId === team) ?? null
    if (owner === null && team !== undefined) throw notThere()
    if (owner === null) return { owners, owner, rows: [], before: null }
    const read = await listReports(tx, {
      teamId: owner.teamId ?? ORGANIZATION,
      before: before ?? null,
      limit: WEEKS + 1,
    })
    const rows = read.slice(0, WEEKS).map(({ week, madeAt, totals, teams }) => {
      // Written by `makeReports`.
      const { overdue, soon, open, missed } = totals as ReportFigures['totals']
      const days = { from: mondayOf(week), until: sundayOf(week) }
      return { week, ...days, madeAt: madeAt.toISOString(), teams, overdue, soon, open, missed }
    })
    return { owners, owner, rows, before: read.length > WEEKS ? (rows.at(-1)?.week ?? null) : null }
  })
}

async function ownersOf(tx: Tx): Promise<ReportOwner[]> {
  const owners = await listReportOwners(tx)
  return owners.map(({ teamId, name }) =>
    teamId === ORGANIZATION ? { teamId: null, name: ORGANIZATION_NAME } : { teamId, name: name ?? teamId },
  )
}

/** One that is another team's looks like one that is not there (T1). */
const notThere = () => new AppError('not_found', 'There is no such report.')

async function readReport(tx: Tx, week: string, teamId: string | null): Promise<Report> {
  const found = await tx.report.findUnique({ where: { week_teamId: { week, teamId: teamId ?? ORGANIZATION } } })
  if (!found) throw notThere()
  return storedReport(found)
}

/** A report with its document, and whose reports of the same week there are beside it. */
export async function getReport(viewer: Viewer, { week, team }: ReportKey): Promise<ReportPage> {
  const { report, owners } = await asViewer(viewer, async (tx) => {
    const all = await ownersOf(tx)
    const owner = all.find(({ teamId }) => team === undefined || teamId === team)
    if (!owner) throw notThere()
    return { report: await readReport(tx, week, owner.teamId), owners: all }
  })
  const html = new TextDecoder().decode(await encodeReport(report, 'html', { baseUrl: ownOrigin(env()) }))
  const { figures, madeAt, hash } = report
  return { week, teamId: figures.teamId, owners, madeAt, hash, html }
}

/** A report as a file to keep. */
export async function downloadReport(
  viewer: Viewer,
  { week, team, format, bom }: z.output<typeof reportFileInput>,
): Promise<Response> {
  const report = await asViewer(viewer, async (tx) => {
    const [first] = team === undefined ? await ownersOf(tx) : []
    return readReport(tx, week, team ?? first?.teamId ?? null)
  })
  return new Response(await encodeReport(report, format, { baseUrl: ownOrigin(env()), bom }), {
    headers: {
      'content-type': CONTENT_TYPES[format],
      'content-disposition': `attachment; filename="${reportFileName(report, format)}"`,
      'x-content-type-options': 'nosniff',
      // A file that is opened here all the same runs nothing and fetches nothing.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}
