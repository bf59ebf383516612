/** Work is counted in recommendations, with the resources that they are about beside them. */
import { countOf } from './format.ts'

export type Work = { recommendations: number; resources: number }

export const NO_WORK: Work = { recommendations: 0, resources: 0 }

export const sumOfWork = (rows: readonly Work[]): Work =>
  rows.reduce(
    (sum, { recommendations, resources }) => ({
      recommendations: sum.recommendations + recommendations,
      resources: sum.resources + resources,
    }),
    NO_WORK,
  )

/** `53 recommendations · 80 resources` */
export const workInWords = ({ recommendations, resources }: Work): string =>
  `${countOf(recommendations, 'recommendation')} · ${countOf(resources, 'resource')}`
