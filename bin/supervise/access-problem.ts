import { openContext } from '../../lib/collectors/aws/context.ts'
import { openHub } from '../../lib/collectors/open-account.ts'
import { AppError } from '../../lib/errors.ts'

/** One line where AWS does not let Steward in as it was started, so that nobody waits for pages to fill; else null. */
export async function accessProblem(): Promise<string | null> {
  const problem = await whyNotOpen()
  return problem === null ? null : `${problem} Until then nothing is collected, and the pages show nothing new.`
}

async function whyNotOpen(): Promise<string | null> {
  try {
    const hub = await openHub(openContext({ signal: new AbortController().signal }))
    return hub.isOpen ? null : `${hub.reading.cause.message} ${hub.reading.cause.remedy}`
  } catch (error) {
    // A setting that is of no use, such as a file of certificates that is not there.
    if (error instanceof AppError) return `${error.message} Correct it, and start Steward again.`
    throw error
  }
}
