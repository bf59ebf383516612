import type { RunSummary } from '../lib/inventory/collection/collect-inline.ts'

const DRAW_EVERY_MS = 500
const CLEAR_LINE = '\r\u001b[2K'

/** Shows on a terminal how far a collection is, on one line that is drawn again. Elsewhere it says so once. */
export function showCollection(look: () => Promise<RunSummary>): { stop(): void } {
  if (!process.stderr.isTTY) {
    process.stderr.write('Collecting …\n')
    return { stop: () => {} }
  }
  const timer = setInterval(() => {
    // A look that fails costs one drawing; whatever is wrong ends the command itself.
    look().then(draw, () => {})
  }, DRAW_EVERY_MS)
  return {
    stop: () => {
      clearInterval(timer)
      process.stderr.write(CLEAR_LINE)
    },
  }
}

function draw({ scopes }: RunSummary): void {
  const all = Object.values(scopes).reduce((sum, count) => sum + count, 0)
  process.stderr.write(`${CLEAR_LINE}Collecting … ${all - scopes.never} of ${all} scopes`)
}
