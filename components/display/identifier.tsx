'use client'

import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import { cutMiddle, visibleText } from '#lib/core/format'

const SHOWN_LENGTH = 48

type IdentifierProps = {
  /** Copied as it is; shown without its middle where it is long. */
  text: string
  /** What it is, for the copy button: "account id". */
  what: string
  length?: number
}

/** Something to be read letter by letter: an account id, an ARN. In monospace, with a button that copies it. */
export function Identifier({ text, what, length = SHOWN_LENGTH }: IdentifierProps) {
  const shown = cutMiddle(visibleText(text), length)
  return (
    <span style={LINE}>
      <Box variant="code" display="inline" fontSize="body-s">
        <span title={shown === text ? undefined : visibleText(text)}>{shown}</span>
      </Box>
      <CopyToClipboard
        variant="icon"
        textToCopy={text}
        copyButtonAriaLabel={`Copy ${what} ${shown}`}
        copySuccessText="Copied"
        copyErrorText="Could not copy"
      />
    </span>
  )
}

/** The button stays beside the text, which breaks where there is no room for it. */
const LINE = {
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
  maxInlineSize: '100%',
  overflowWrap: 'anywhere',
} as const
