/** What the web process does once, before it answers anybody. */
export async function register(): Promise<void> {
  const { env } = await import('#lib/env')
  const { setClockOffset } = await import('#lib/core/clock')
  const { answerPagesInWords } = await import('#lib/http/database-away')
  answerPagesInWords()
  const { logConsole } = await import('#lib/log')
  // What Next.js prints of itself and of errors is logged like what we log.
  logConsole()
  // Settings are read here, so that a wrong one stops the start and not the first page.
  setClockOffset(env().clockOffsetMs)
}
