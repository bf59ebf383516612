'use client'

import { formatChange, formatCount } from '#lib/core/format'

export type BridgeStep = { label: string; change: number }
type Pillar = { label: string; count: number }

type BridgeProps = { from: Pillar; to: Pillar; steps: readonly BridgeStep[]; unchanged: string }

/**
 * How one count became another: each step's bar begins where the last one ended. A table of its own, drawn by style
 * alone, so that it needs no script and is read as it is seen. The scale spans the movement, not the whole count.
 */
export function Bridge({ from, to, steps, unchanged }: BridgeProps) {
  if (steps.length === 0) return <p style={{ margin: 0 }}>{unchanged}</p>
  const levels = levelsOf(from.count, steps)
  const low = Math.min(...levels)
  const span = Math.max(...levels) - low || 1
  const at = (level: number) => ((level - low) / span) * 100
  return (
    <div style={SCROLL}>
      <table style={TABLE}>
        <tbody>
          <PillarRow pillar={from} at={at(from.count)} />
          {steps.map(({ label, change }, index) => {
            const before = levels[index] ?? from.count
            const start = at(Math.min(before, before + change))
            const width = Math.max(at(Math.max(before, before + change)) - start, 0.5)
            const colour = change > 0 ? 'var(--steward-bad)' : 'var(--steward-good)'
            return (
              <tr key={`${label} ${change > 0}`}>
                <th scope="row" style={LABEL}>
                  {label}
                </th>
                <td style={{ ...COUNT, color: colour }}>{formatChange(change)}</td>
                <td style={PLOT} aria-hidden="true">
                  <div
                    style={{ ...BAR, marginInlineStart: `${start}%`, inlineSize: `${width}%`, background: colour }}
                  />
                </td>
              </tr>
            )
          })}
          <PillarRow pillar={to} at={at(to.count)} />
        </tbody>
      </table>
    </div>
  )
}

/** The count before each step, and after the last. */
function levelsOf(start: number, steps: readonly BridgeStep[]): number[] {
  const levels = [start]
  for (const { change } of steps) levels.push((levels.at(-1) ?? start) + change)
  return levels
}

function PillarRow({ pillar: { label, count }, at }: { pillar: Pillar; at: number }) {
  return (
    <tr>
      <th scope="row" style={{ ...LABEL, fontWeight: 700 }}>
        {label}
      </th>
      <td style={{ ...COUNT, fontWeight: 700 }}>{formatCount(count)}</td>
      <td style={PLOT} aria-hidden="true">
        <div style={{ ...MARK, marginInlineStart: `calc(${at}% - 1px)` }} />
      </td>
    </tr>
  )
}

const SCROLL = { overflowX: 'auto' } as const
const TABLE = { borderCollapse: 'collapse', inlineSize: '100%', fontSize: 14 } as const
const LABEL = { textAlign: 'start', fontWeight: 400, padding: '6px 16px 6px 0', whiteSpace: 'nowrap' } as const
const COUNT = {
  textAlign: 'end',
  padding: '6px 16px 6px 0',
  fontVariantNumeric: 'tabular-nums',
  inlineSize: 64,
} as const
const PLOT = { inlineSize: '60%', padding: 0 } as const
const BAR = { blockSize: 14, borderRadius: 3 } as const
const MARK = { inlineSize: 3, blockSize: 20, background: 'var(--steward-text-quiet)', borderRadius: 2 } as const
