'use client'

import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'

type PageTurnerProps = {
  after: string | null
  before: string | null
  turn: (cursor: { after?: string; before?: string }) => void
}

/** To the next and the previous page. There are no page numbers: a page is found by its first row, not by counting. */
export function PageTurner({ after, before, turn }: PageTurnerProps) {
  return (
    <SpaceBetween direction="horizontal" size="xxs">
      <Button
        variant="icon"
        iconName="angle-left"
        ariaLabel="Previous page"
        disabled={before === null}
        onClick={() => before !== null && turn({ before })}
      />
      <Button
        variant="icon"
        iconName="angle-right"
        ariaLabel="Next page"
        disabled={after === null}
        onClick={() => after !== null && turn({ after })}
      />
    </SpaceBetween>
  )
}
