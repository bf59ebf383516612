/**
 * The status of a page. Next.js lets pages answer 200, 404 and few others; the server in front of it sets what a page says
 * here. Node.js keeps apart what belongs to which request.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

export type PageStatus = { status?: number; retryAfterS?: number | undefined }

// Pages are bundled, the server is not: both find the same store here.
const holder = globalThis as typeof globalThis & { stewardPageStatus?: AsyncLocalStorage<PageStatus> }

function answers(): AsyncLocalStorage<PageStatus> {
  holder.stewardPageStatus ??= new AsyncLocalStorage()
  return holder.stewardPageStatus
}

/** Runs what answers a request; what it sets is written into `page`. */
export function withPageStatus(page: PageStatus, run: () => unknown): void {
  answers().run(page, run)
}

/** For a page, before anything of it is sent. */
export function setPageStatus(status: number, retryAfterS?: number): void {
  const page = answers().getStore()
  if (page) Object.assign(page, { status, retryAfterS })
}
