import { openContext } from '../../lib/collectors/aws/context.ts'
import { openHub } from '../../lib/collectors/open-account.ts'

/** One line where AWS does not let Steward in as it was started, so that nobody waits for pages to fill; else null. */
export async function accessProblem(): Promise<string | null> {
  const hub = await openHub(openContext({ signal: new AbortController().signal }))
  if (hub.isOpen) return null
  const { message, remedy } = hub.reading.cause
  return `${message} ${remedy} Until then nothing is collected, and the pages show nothing new.`
}
