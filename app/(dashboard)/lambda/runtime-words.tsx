'use client'

import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import { Status } from '#components/display/status'
import { formatDay, visibleText } from '#lib/core/format'
import { CONTAINER_IMAGE, type RuntimeStage, type Severity, type Use } from '#lib/domains/lambda/contract'

/** A runtime identifier as AWS writes it, or words for the one that AWS does not tell. */
export function RuntimeName({ runtime }: { runtime: string | null }) {
  if (runtime === null || runtime === CONTAINER_IMAGE) return <>Container image</>
  return (
    // Not Cloudscape's own code text, which would take the colour of a link around it away.
    <span style={CODE}>{visibleText(runtime)}</span>
  )
}

const CODE = { fontFamily: 'Menlo, Consolas, "Liberation Mono", monospace', fontSize: '0.93em' } as const

export function StageStatus({ stage }: { stage: RuntimeStage }) {
  switch (stage) {
    case 'update_blocked':
      return <Status kind="overdue">Updates blocked</Status>
    case 'create_blocked':
      return <Status kind="overdue">Creation blocked</Status>
    case 'deprecated':
      return <Status kind="overdue">Deprecated</Status>
    case 'approaching':
      return <Status kind="approaching" />
    case 'supported':
      return <Status kind="fine">Supported</Status>
    case 'unknown':
      return <Status kind="unknown" />
  }
}

/** In a table whose cells do not: half a reason is none. */
const WRAPS = { whiteSpace: 'normal' } as const

const USE_WORDS: Record<Use, string> = { live: 'Live', dormant: 'Dormant', unknown: 'Unknown' }

/** Live or dormant, and in smaller words why. */
export function UseWithReason({ use, because }: { use: Use; because: string }) {
  return (
    <>
      {use === 'unknown' ? (
        <Status kind="unknown" />
      ) : (
        <Box fontWeight={use === 'live' ? 'bold' : 'normal'}>{USE_WORDS[use]}</Box>
      )}
      <Box color="text-body-secondary" fontSize="body-s">
        <span style={WRAPS}>{because}</span>
      </Box>
    </>
  )
}

const SEVERITY_WORDS: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
}

const SEVERITY_COLORS = {
  critical: 'severity-critical',
  high: 'severity-high',
  medium: 'severity-medium',
  low: 'severity-low',
  info: 'severity-neutral',
} as const

export function SeverityBadge({ severity }: { severity: Severity | null }) {
  if (severity === null) return <>–</>
  return <Badge color={SEVERITY_COLORS[severity]}>{SEVERITY_WORDS[severity]}</Badge>
}

const ORIGIN_WORDS: Readonly<Record<string, string>> = {
  stack: 'Stack',
  stackset: 'StackSet',
  sam: 'SAM stack',
  cdk: 'CDK stack',
  vendor: 'Vendor',
  controltower: 'Control Tower',
  none: 'No trace of a template',
}

/** Who put a function there, in words: `stack:orders` is "Stack orders". */
export function OriginText({ origin }: { origin: string }) {
  if (origin === 'unknown') return <Status kind="unknown">Not known</Status>
  const at = origin.indexOf(':')
  const kind = at === -1 ? origin : origin.slice(0, at)
  const name = at === -1 ? '' : origin.slice(at + 1)
  return (
    <>
      {ORIGIN_WORDS[kind] ?? visibleText(kind)}
      {name && ` ${visibleText(name)}`}
    </>
  )
}

/**
 * Of which day what is said stands: the account is suspended, closing, closed or gone, and nothing is read anew. No day
 * where its functions were only ever read in part.
 */
export function FrozenNote({ day }: { day: string | null }) {
  return (
    <Box fontSize="body-s" color="text-body-secondary">
      {day === null ? 'as last read, in part' : `as of ${formatDay(day)}`}
    </Box>
  )
}

/** Beside the name of an account that is no longer active. */
export function InactiveNote() {
  return (
    <Box fontSize="body-s" color="text-body-secondary">
      Not active
    </Box>
  )
}
