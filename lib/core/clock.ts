/**
 * Product time. Everything that asks "what time is it for the estate" asks here, and SQL is given the answer as a
 * parameter, so that a simulated organisation and the product agree on the day. Durations use `performance.now()`.
 */
// On the global object, because a bundler may give parts of one process a copy of this module each.
const shared = globalThis as typeof globalThis & { stewardClockOffsetMs?: number }

/** Set once at start from `STEWARD_CLOCK_OFFSET_MS`; tests set it directly. */
export function setClockOffset(ms: number): void {
  shared.stewardClockOffsetMs = ms
}

export const clock = {
  now: (): Date => new Date(Date.now() + (shared.stewardClockOffsetMs ?? 0)),
}

/** The machine's own time, for what is about processes and not about the estate. Leases go by the database's clock (F73). */
export const machineClock = {
  now: (): Date => new Date(),
}
