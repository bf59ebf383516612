'use client'

import Box from '@cloudscape-design/components/box'
import { Fragment } from 'react'
import { visibleText } from '#lib/core/format'

/** A sentence whose `words between backticks` are code: an action, a command. */
export function MarkedText({ text }: { text: string }) {
  return (
    <>
      {visibleText(text)
        .split('`')
        .map((part, at) =>
          at % 2 === 1 ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity.
            <Box key={at} variant="code" display="inline">
              {part}
            </Box>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity.
            <Fragment key={at}>{part}</Fragment>
          ),
        )}
    </>
  )
}
