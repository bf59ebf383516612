/** A section's share of the run's time: how much of it is left, and a signal when it is used up. */

export type Share = {
  leftMs(): number
  /** For child processes and whatever else has to end with the share. */
  signal: AbortSignal
}

export type OpenShare = Share & { ended: Promise<void>; close(): void }

export function openShare(ms: number): OpenShare {
  const endsAtMs = performance.now() + ms
  const controller = new AbortController()
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    controller.abort()
    resolve()
  }, ms)
  return {
    // A timer may go off a fraction of a millisecond early.
    leftMs: () => (controller.signal.aborted ? 0 : Math.max(0, endsAtMs - performance.now())),
    signal: controller.signal,
    ended,
    close: () => clearTimeout(timer),
  }
}

/** Each gets its weight of what is left when its turn comes: what one does not use, the others have. */
export function shareMs(leftMs: number, weight: number, weightsLeft: number): number {
  return (leftMs * weight) / weightsLeft
}
