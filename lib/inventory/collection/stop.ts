import { RunStoppedError } from '../../collectors/aws/call-error.ts'

/** The longest that a timer of Node's can wait. */
const TIMER_MS_MAX = 2 ** 31 - 1

/** A signal that follows `outer`, and that ends with the deadline as its reason when time is up. */
export function stopAfter(limitMs: number, outer: AbortSignal | undefined): { signal: AbortSignal; cancel(): void } {
  const controller = new AbortController()
  const timer = setTimeout(
    () => controller.abort(new RunStoppedError('RUN_DEADLINE')),
    Math.min(Math.max(0, limitMs), TIMER_MS_MAX),
  )
  timer.unref()
  const pass = () => controller.abort(outer?.reason)
  if (outer?.aborted) pass()
  outer?.addEventListener('abort', pass, { once: true })
  return {
    signal: controller.signal,
    cancel: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', pass)
    },
  }
}

export const isOverdue = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && reason instanceof RunStoppedError && reason.code === 'RUN_DEADLINE'
