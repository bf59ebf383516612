'use client'

import { EmptyState } from '#components/feedback/empty-state'
import { NothingRead } from '#components/feedback/nothing-read'
import { visibleText } from '#lib/core/format'
import type { AskedCoverage } from '#lib/core/source-coverage'

export const SOURCE = 'trustedadvisor.checks'

const CATEGORY_NAMES: Readonly<Record<string, string>> = {
  cost_optimizing: 'Cost optimization',
  performance: 'Performance',
  security: 'Security',
  fault_tolerance: 'Fault tolerance',
  service_limits: 'Service limits',
  operational_excellence: 'Operational excellence',
}

/** AWS's own name in its console; one that AWS has added since keeps its own word. */
export const categoryName = (category: string): string => CATEGORY_NAMES[category] ?? visibleText(category)

const DOLLARS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })

/** `$1,284`: whole US dollars, as AWS estimates them for a month. */
export const dollars = (amount: number): string => DOLLARS.format(amount)

/** No result because nobody could be asked is not the same as no result because nothing was collected. */
export function NoChecks({ coverage, children }: { coverage: AskedCoverage | undefined; children: string }) {
  if (coverage?.oldestCompleteAt !== null) return <EmptyState kind="nothing">{children}</EmptyState>
  if (coverage.notAsked.some(({ status }) => status === 'not_entitled')) {
    return (
      <EmptyState kind="nothing" heading="Not entitled">
        Trusted Advisor answers only for accounts with a paid support plan. What it would flag is not known.
      </EmptyState>
    )
  }
  return <NothingRead coverage={coverage} />
}
