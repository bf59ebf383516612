'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { BrokenText } from '#components/display/broken-text'
import { Status } from '#components/display/status'
import { EmptyState } from '#components/feedback/empty-state'
import { PlaceLink } from '#components/shell/place-link'
import { CountHeader } from '#components/table/count-cell'
import { WorkCell } from '#components/table/work-cell'
import { FINDING_SOURCE_FACTS, FINDING_SOURCES, type FindingSource } from '#lib/core/finding-source'
import { formatCount } from '#lib/core/format'
import type { UnitRow } from '#lib/domains/overview/contract'

/** As short as a column is narrow. */
const SHORT_NAMES: Readonly<Record<FindingSource, string>> = {
  lambda: 'Lambda',
  health: 'Health',
  config: 'Config',
  trustedadvisor: 'Advisor',
}

/** Open work by organizational unit and source; what could not be looked at there stands beside it. */
export function OpenByUnit({ units }: { units: readonly UnitRow[] }) {
  return (
    <Table
      items={units}
      trackBy={({ ouPath }) => ouPath ?? ''}
      variant="container"
      wrapLines
      header={
        <Header variant="h2" description="Active recommendations by source, with the resources that they are about.">
          Open work by organizational unit
        </Header>
      }
      ariaLabels={{ tableLabel: 'Open work by organizational unit' }}
      columnDefinitions={[
        {
          id: 'unit',
          header: 'Unit',
          isRowHeader: true,
          minWidth: 160,
          cell: ({ ouPath }) =>
            ouPath === null ? (
              'In other teams’ accounts'
            ) : (
              <PlaceLink href={`/accounts?${new URLSearchParams({ ou: ouPath })}`}>
                <BrokenText text={ouPath} after="/" />
              </PlaceLink>
            ),
        },
        ...FINDING_SOURCES.map((source) => ({
          id: source,
          header: <CountHeader>{SHORT_NAMES[source]}</CountHeader>,
          cell: (unit: UnitRow) => (
            <WorkCell
              work={unit.sources[source]}
              href={workOf(unit, { source: FINDING_SOURCE_FACTS[source].scopes })}
            />
          ),
        })),
        {
          id: 'overdue',
          header: <CountHeader>Overdue</CountHeader>,
          cell: (unit) => <WorkCell work={unit.overdue} href={workOf(unit, { due: 'overdue' })} />,
        },
        {
          id: 'missed',
          header: 'Could not look',
          minWidth: 130,
          cell: (unit) => <Missed {...unit} />,
        },
      ]}
      empty={<EmptyState kind="nothing">No account is known yet.</EmptyState>}
    />
  )
}

/** The recommendations that a figure is made of; nobody may see those of accounts that they may not see as a unit. */
const workOf = ({ ouPath }: UnitRow, within: Record<string, string>): string | null =>
  ouPath === null ? null : `/recommendations?${new URLSearchParams({ ou: ouPath, ...within })}`

/** Of the active accounts of a unit those that could not be looked at; accounts that are not active stand beside them. */
function Missed({ missed, accounts, inactive, ouPath }: UnitRow) {
  if (ouPath === null || accounts + inactive === 0) return <>–</>
  if (accounts === 0) return <Status kind="dismissed">None active</Status>
  return (
    <>
      {missed === 0 ? (
        <Status kind="fine">All read</Status>
      ) : (
        <Status kind="could-not-look">
          {formatCount(missed)} of {formatCount(accounts)}
        </Status>
      )}
      {inactive > 0 && (
        <Box color="text-body-secondary" fontSize="body-s">
          {formatCount(inactive)} not active
        </Box>
      )}
    </>
  )
}
