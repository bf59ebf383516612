import Box from '@cloudscape-design/components/box'
import { Figure } from '#components/display/figure'
import { countOf } from '#lib/core/format'
import type { Work } from '#lib/core/work'
import { CountCell } from './count-cell.tsx'

/** Recommendations in a table, as a way to them where there are some, and the resources that they are about. */
export function WorkCell({ work: { recommendations, resources }, href }: { work: Work; href: string | null }) {
  if (recommendations === 0) return <CountCell count={0} />
  return (
    <div style={FIGURE}>
      {href === null ? recommendations : <Figure count={recommendations} href={href} />}
      <Box color="text-body-secondary" fontSize="body-s" textAlign="right">
        {countOf(resources, 'resource')}
      </Box>
    </div>
  )
}

const FIGURE = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } as const
