/** How long reads take at two sizes, by their name: taken side by side, so that what else the machine does falls on both. */
import { median, quantile, type Ratio, wallMs } from '../measure/repeat.ts'

export type Read = { name: string; read(): Promise<unknown> }
/** Of each thing: the larger size over the smaller, or the deep page over the first, once for every round. */
export type Ratios = Map<string, Ratio[]>

const REQUESTS = 8
const ROUNDS = 3
/** One round is enough for what is this far from any bar. */
const CLEAR = 1.2

export const medianRatio = (runs: readonly Ratio[]): number =>
  median(runs.map(({ numerator, denominator }) => numerator / denominator))

export function worstOf(ratios: Ratios): [string, Ratio[]] {
  const [worst] = [...ratios].sort(([, left], [, right]) => medianRatio(right) - medianRatio(left))
  if (!worst) throw new Error('nothing was measured')
  return worst
}

/** After one read that does not count: plans are made and connections opened by it. */
export async function p95(read: () => Promise<unknown>): Promise<number> {
  await read()
  const times: number[] = []
  for (let request = 0; request < REQUESTS; request += 1) times.push(await wallMs(read))
  return quantile(times, 0.95)
}

export async function p95s(reads: readonly Read[]): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  for (const { name, read } of reads) times.set(name, await p95(read))
  return times
}

/** Round by round over all names; those that are clear after the first are not asked again. */
export async function ratiosOf(
  names: readonly string[],
  round: (names: ReadonlySet<string>) => Promise<Map<string, Ratio>>,
  isTime: () => boolean,
): Promise<Ratios> {
  const ratios: Ratios = new Map()
  let asked: ReadonlySet<string> = new Set(names)
  for (let time = 0; time < ROUNDS && asked.size > 0 && (time === 0 || isTime()); time += 1) {
    for (const [name, ratio] of await round(asked)) ratios.set(name, [...(ratios.get(name) ?? []), ratio])
    asked = new Set([...ratios].filter(([, runs]) => medianRatio(runs) > CLEAR).map(([name]) => name))
  }
  return ratios
}
