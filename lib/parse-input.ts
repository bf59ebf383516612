import type { z } from 'zod'
import { AppError } from './errors.ts'

/** What was given as the schema has it, or `AppError('invalid')`, which names each part that is wrong and what it can be. */
export function parseInput<Input extends z.ZodType>(input: Input, given: unknown): z.output<Input> {
  const parsed = input.safeParse(given)
  if (parsed.success) return parsed.data
  throw new AppError('invalid', inputProblems(parsed.error).join('; '))
}

export const inputProblems = ({ issues }: z.ZodError): string[] =>
  issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
