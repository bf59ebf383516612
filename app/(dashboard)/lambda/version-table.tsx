'use client'

import Box from '@cloudscape-design/components/box'
import Table from '@cloudscape-design/components/table'
import { DateWithDistance } from '#components/display/dates'
import { Status } from '#components/display/status'
import { VerdictStatus } from '#components/display/verdict-status'
import { formatCount, visibleText } from '#lib/core/format'
import type { FunctionDetail, VersionRow } from '#lib/domains/lambda/contract'
import { RuntimeName, UseWithReason } from './runtime-words.tsx'
import { SectionHeading } from './section-heading.tsx'

/** `10 %`; one decimal where the share has one. */
export function shareInWords(share: number): string {
  return `${formatCount(Math.round(share * 1_000) / 10)} %`
}

/** `$LATEST` and every published version: the runtime of a published one never changes. */
export function VersionTable({ known }: { known: FunctionDetail }) {
  return (
    <Table
      variant="embedded"
      header={
        <SectionHeading
          counter={`(${formatCount(known.versionRows.length)})`}
          description="The runtime of a published version never changes: it is left by deleting it."
        >
          Versions
        </SectionHeading>
      }
      items={known.versionRows}
      trackBy="version"
      wrapLines
      empty="No version is known any more."
      ariaLabels={{ tableLabel: 'Versions' }}
      columnDefinitions={[
        { id: 'version', header: 'Version', isRowHeader: true, minWidth: 90, cell: ({ version }) => version },
        { id: 'runtime', header: 'Runtime', minWidth: 110, cell: ({ runtime }) => <RuntimeName runtime={runtime} /> },
        { id: 'verdict', header: 'Verdict', minWidth: 145, cell: ({ verdict }) => <VerdictStatus verdict={verdict} /> },
        {
          id: 'use',
          header: 'Use',
          minWidth: 170,
          cell: ({ use, useBecause }) => <UseWithReason use={use} because={useBecause} />,
        },
        { id: 'held', header: 'Held by', minWidth: 140, cell: (version) => <HeldBy version={version} /> },
        {
          id: 'invoked',
          header: 'Last invoked',
          minWidth: 120,
          cell: ({ lastInvokedOn, lastInvokedState }) => (
            <DateWithDistance
              day={lastInvokedOn}
              whenNone={lastInvokedState === 'none' ? 'Not in 15 months' : 'Unknown'}
            />
          ),
        },
      ]}
    />
  )
}

/** What names a version, so that it cannot just be deleted. */
function HeldBy({ version: { aliases, provisioned, snapStart } }: { version: VersionRow }) {
  if (aliases.length === 0 && provisioned === null && !snapStart) return <>Nothing</>
  return (
    <>
      {aliases.map(({ name, weight }) => (
        <div key={name}>
          alias {visibleText(name)} ({shareInWords(weight)})
        </div>
      ))}
      {provisioned !== null && <div>provisioned concurrency {formatCount(provisioned)}</div>}
      {snapStart && <div>SnapStart</div>}
    </>
  )
}

export function AliasTable({ known: { aliases, readings } }: { known: FunctionDetail }) {
  const read = readings.some(({ source, lastCompleteAt }) => source === 'lambda.aliases' && lastCompleteAt !== null)
  return (
    <Table
      variant="embedded"
      header={<SectionHeading counter={`(${formatCount(aliases.length)})`}>Aliases</SectionHeading>}
      items={aliases}
      trackBy="name"
      wrapLines
      empty={
        read ? 'No alias points at this function.' : <Status kind="could-not-look">Aliases could not be read</Status>
      }
      ariaLabels={{ tableLabel: 'Aliases' }}
      columnDefinitions={[
        { id: 'name', header: 'Alias', isRowHeader: true, cell: ({ name }) => visibleText(name) },
        {
          id: 'traffic',
          header: 'Sends traffic to',
          cell: ({ version, weights }) => {
            const weighted = weights.reduce((sum, { share }) => sum + share, 0)
            return (
              <>
                <div>
                  version {version} ({shareInWords(1 - weighted)})
                </div>
                {weights.map((weight) => (
                  <Box key={weight.version}>
                    version {weight.version} ({shareInWords(weight.share)})
                  </Box>
                ))}
              </>
            )
          },
        },
      ]}
    />
  )
}
