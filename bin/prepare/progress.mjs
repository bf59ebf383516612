/** Progress goes to standard error; a line is only redrawn on a terminal. */

/** A step of the start that failed for a reason its message tells, with a remedy. */
export class StepFailure extends Error {}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** One line that says what is going on, and then how long it took. */
export function progress(title) {
  const startedAt = performance.now()
  const drawn = Boolean(process.stderr.isTTY)
  process.stderr.write(drawn ? `${title} …` : `${title} …\n`)
  return {
    update(text) {
      process.stderr.write(drawn ? `\r\u001b[2K${title} … ${text}` : `  ${text}\n`)
    },
    done(text = 'done') {
      process.stderr.write(`${drawn ? '\r\u001b[2K' : ''}${title}: ${text} (${seconds(startedAt)})\n`)
    },
  }
}
