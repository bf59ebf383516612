'use client'

import type { Verdict } from '#lib/checks/lambda/deprecated-runtime'
import { Status } from './status.tsx'

/** What the judge says of a runtime, in the same word wherever it is shown. */
export function VerdictStatus({ verdict }: { verdict: Verdict }) {
  if (verdict === 'deprecated') return <Status kind="overdue">Deprecated</Status>
  return <Status kind={verdict} />
}
