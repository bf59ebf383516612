import type { RunSummary } from '../lib/inventory/collection/collect-inline.ts'

const DRAW_EVERY_MS = 500
/** Where lines stay, as in a log, they come seldom. */
const TELL_EVERY_MS = 15_000
const CLEAR_LINE = '\r\u001b[2K'

/** Shows how far a collection is: on a terminal on one line that is drawn again, elsewhere in a line now and then. */
export function showCollection(look: () => Promise<RunSummary>): { stop(): void } {
  const isDrawn = Boolean(process.stderr.isTTY)
  if (!isDrawn) process.stderr.write('Collecting …\n')
  const show = (summary: RunSummary) =>
    process.stderr.write(isDrawn ? `${CLEAR_LINE}Collecting … ${howFar(summary)}` : `  ${howFar(summary)}\n`)
  const timer = setInterval(
    // A look that fails costs one line; whatever is wrong ends the command itself.
    () => look().then(show, () => {}),
    isDrawn ? DRAW_EVERY_MS : TELL_EVERY_MS,
  )
  return {
    stop: () => {
      clearInterval(timer)
      if (isDrawn) process.stderr.write(CLEAR_LINE)
    },
  }
}

function howFar({ scopes }: Pick<RunSummary, 'scopes'>): string {
  const all = Object.values(scopes).reduce((sum, count) => sum + count, 0)
  return `${all - scopes.never} of ${all} scopes`
}
