import { BARS, type BarName } from './bars.ts'
import { medianRun, type Ratio } from './repeat.ts'

/** How a numerator or denominator is written: `1,234 rows/s`. */
export type Unit = { suffix: string; digits?: number }

type Outcome =
  | { bar: BarName; runs: readonly Ratio[]; unit: Unit; remark?: string }
  | { bar: BarName; notMeasured: string }

type Line = readonly [
  bar: string,
  what: string,
  over: string,
  under: string,
  ratio: string,
  spread: string,
  limit: string,
  verdict: string,
]

const HEADINGS: Line = ['bar', 'what', 'numerator', 'denominator', 'ratio', 'spread', 'bar is', '']

const number = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

export function amount(value: number, { suffix, digits = 0 }: Unit): string {
  return `${number(value, digits)} ${suffix}`.trim()
}

function passes(bar: BarName, ratio: number): boolean {
  const { pass, limit } = BARS[bar]
  return pass === 'at least' ? ratio >= limit : ratio <= limit
}

function line(outcome: Outcome): Line {
  const { what, pass, limit } = BARS[outcome.bar]
  const wanted = `${pass === 'at least' ? '≥' : '≤'} ${limit}`
  if ('notMeasured' in outcome) {
    return [outcome.bar, what, '', '', '', '', wanted, `not measured: ${outcome.notMeasured}`]
  }
  const { numerator, denominator, ratio, spread } = medianRun(outcome.runs)
  const verdict = passes(outcome.bar, ratio) ? 'pass' : 'MISS'
  return [
    outcome.bar,
    what,
    amount(numerator, outcome.unit),
    amount(denominator, outcome.unit),
    number(ratio, ratio < 10 ? 2 : 0),
    spread === null ? 'once' : `${number(spread * 100, 0)} %`,
    wanted,
    outcome.remark ? `${verdict} (${outcome.remark})` : verdict,
  ]
}

/** Collects what the sections measured, and prints it as one table: a bar that was not measured says why. */
export class Report {
  private readonly outcomes = new Map<BarName, Outcome>()
  private readonly figures = new Map<string, string>()

  /** Judges by the median of the runs' ratios. */
  measured(bar: BarName, runs: readonly Ratio[], unit: Unit, remark?: string): void {
    this.outcomes.set(bar, { bar, runs, unit, remark })
  }

  notMeasured(bars: readonly BarName[], because: string): void {
    for (const bar of bars) if (!this.outcomes.has(bar)) this.outcomes.set(bar, { bar, notMeasured: because })
  }

  /** A section that ended before its end: what it had not measured stays so. */
  broke(section: string, reason: string): void {
    const names = Object.keys(BARS) as BarName[]
    this.notMeasured(
      names.filter((name) => BARS[name].section === section),
      reason,
    )
  }

  /** An absolute figure: printed, judges nothing. Told again, it replaces what was told before. */
  figure(name: string, value: string): void {
    this.figures.set(name, value)
  }

  lines(): string[] {
    const names = Object.keys(BARS) as BarName[]
    this.notMeasured(names, 'its section was not asked for')
    const rows = names.flatMap((name) => {
      const outcome = this.outcomes.get(name)
      return outcome ? [line(outcome)] : []
    })
    const width = Math.max(0, ...[...this.figures.keys()].map((name) => name.length))
    return [
      ...columns([HEADINGS, ...rows]),
      '',
      ...[...this.figures].map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ]
  }
}

function columns(rows: readonly Line[]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const leftAligned = new Set([0, 1, 7])
  return rows.map((row) =>
    row
      .map((cell, column) =>
        leftAligned.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}
