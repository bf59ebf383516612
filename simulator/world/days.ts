import type { Day } from '#lib/core/time'

export function later(one: Day, other: Day): Day {
  if (one > other) return one
  return other
}
