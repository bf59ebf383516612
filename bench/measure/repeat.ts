/** How a figure is taken: three times, the median judges; twice more when the three lie far apart. */

export type Ratio = { numerator: number; denominator: number }
export type Taken = Ratio & { ratio: number; spread: number | null }

const TIMES = 3
const TIMES_MORE = 2
/** Above this spread three are too few. */
const SPREAD_MAX = 0.4

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The smallest value that at least `share` of all values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Largest minus smallest, over the median; null for a single value. */
export function spreadOf(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const range = Math.max(...values) - Math.min(...values)
  return range === 0 ? 0 : range / median(values)
}

/** The one of the runs whose ratio is the median, with the spread of all. */
export function medianRun(runs: readonly Ratio[]): Taken {
  const ratios = runs.map(({ numerator, denominator }) => numerator / denominator)
  const ratio = median(ratios)
  const judged = runs[ratios.indexOf(ratio)]
  if (!judged) throw new Error('nothing was measured')
  return { ...judged, ratio, spread: spreadOf(ratios) }
}

/** Runs `measure` three times, five when the first three do not agree; it is told which time this is, from zero. */
export async function repeat<Value>(
  measure: (time: number) => Promise<Value>,
  figureOf: (value: Value) => number,
): Promise<Value[]> {
  const values: Value[] = []
  const more = async (times: number) => {
    for (let time = 0; time < times; time += 1) values.push(await measure(values.length))
  }
  await more(TIMES)
  if ((spreadOf(values.map(figureOf)) ?? 0) > SPREAD_MAX) await more(TIMES_MORE)
  return values
}

/** Milliseconds of wall time that `work` takes. */
export async function wallMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
