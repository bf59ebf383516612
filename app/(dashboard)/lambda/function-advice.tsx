'use client'

import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { MarkedText } from '#components/display/marked-text'
import type { FunctionDetail } from '#lib/domains/lambda/contract'
import { SectionHeading } from './section-heading.tsx'

/** What to do, in the order that works, with the commands that do it. */
export function FunctionAdvice({ known: { advice } }: { known: FunctionDetail }) {
  if (advice.length === 0) return null
  return (
    <SpaceBetween size="xs">
      <SectionHeading>What to do</SectionHeading>
      <ol style={STEPS}>
        {advice.map(({ title, why, commands }) => (
          <li key={title} style={STEP}>
            <Box fontWeight="bold">
              <MarkedText text={title} />
            </Box>
            <Box color="text-body-secondary">
              <MarkedText text={why} />
            </Box>
            {commands.map((command) => (
              <Command key={command} command={command} />
            ))}
          </li>
        ))}
      </ol>
    </SpaceBetween>
  )
}

const STEPS = { margin: 0, paddingInlineStart: 24 } as const
const STEP = { marginBlockEnd: 12 } as const
const COMMAND = {
  background: 'var(--steward-raised)',
  border: '1px solid var(--steward-line)',
  borderRadius: 6,
  padding: '4px 4px 4px 12px',
  marginBlockStart: 6,
  display: 'flex',
  alignItems: 'center',
  gap: 8,
} as const
const COMMAND_TEXT = { flex: 1, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', fontSize: 13 } as const

/** A command as it is typed, to copy; it wraps, so that none of it is out of sight. */
export function Command({ command }: { command: string }) {
  return (
    <div style={COMMAND}>
      <code style={COMMAND_TEXT}>{command}</code>
      <CopyToClipboard
        variant="icon"
        textToCopy={command}
        copyButtonAriaLabel="Copy the command"
        copySuccessText="Copied"
        copyErrorText="Could not copy"
      />
    </div>
  )
}
