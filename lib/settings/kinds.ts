/** Kinds of values that settings of several subjects have. */
import { z } from 'zod'

export const REGION_PATTERN = /^[a-z]{2,4}(-[a-z]+)+-\d$/

/** A whole number, with what it is where nothing is set. */
export const count = (fallback: number, least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z.coerce.number(error).int(error).min(least, error).max(most, error).default(fallback)
}
