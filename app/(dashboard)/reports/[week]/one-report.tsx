'use client'

import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Instant } from '#components/display/dates'
import { QueryState } from '#components/feedback/query-state'
import { Page } from '#components/shell/page'
import { reportFilePath, reportPath, reportQueries } from '#lib/domains/reports/client'
import type { ReportFormat, ReportKey, ReportPage } from '#lib/domains/reports/contract'
import { weekInDays, weekNumber } from '#lib/domains/reports/words'
import { OwnerSwitch } from '../owner-switch.tsx'
import { Sheet } from './sheet.tsx'

const DOWNLOADS = [
  { format: 'html', text: 'HTML' },
  { format: 'csv', text: 'CSV' },
  { format: 'xlsx', text: 'XLSX' },
] as const satisfies { format: ReportFormat; text: string }[]

/** One report exactly as it is sent, and its files. */
export function OneReport({ asked }: { asked: ReportKey }) {
  const report = useQuery(reportQueries.one(asked))
  const { week } = asked
  return (
    <Page
      title={`${weekNumber(week)}, ${weekInDays(week)}`}
      {...(report.data && { description: <Made report={report.data} /> })}
      {...(report.data && { actions: <Downloads report={report.data} /> })}
    >
      <QueryState query={report} what="the report" lines={16}>
        {(known) => <Sent report={known} />}
      </QueryState>
    </Page>
  )
}

function Made({ report: { madeAt } }: { report: ReportPage }) {
  return (
    <>
      Made on <Instant at={madeAt} />, as it is sent. What was learnt later does not change it.
    </>
  )
}

function Downloads({ report: { week, teamId } }: { report: ReportPage }) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {DOWNLOADS.map(({ format, text }) => (
        <Button key={format} iconName="download" href={reportFilePath(week, teamId, format)} download>
          {text}
        </Button>
      ))}
    </SpaceBetween>
  )
}

function Sent({ report: { week, teamId, owners, html } }: { report: ReportPage }) {
  const router = useRouter()
  return (
    <SpaceBetween size="m">
      <OwnerSwitch owners={owners} teamId={teamId} onChange={(id) => router.push(reportPath(week, id))} />
      <Container disableContentPaddings>
        <Sheet html={html} title={`Report of ${weekNumber(week).toLowerCase()}`} />
      </Container>
    </SpaceBetween>
  )
}
