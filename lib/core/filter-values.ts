/**
 * What a filter can be set to. A value that cannot exist is refused, on a page, by its route, by exports and by commands
 * alike: it would find nothing, and read as if there were nothing.
 */
import { z } from 'zod'

export type FilterValues = {
  values: readonly string[]
  /** Another word of this form may exist too, where AWS adds to the values or each organisation has its own. */
  others?: RegExp
  /** What such a word is, for whoever gave another one. */
  hint?: string
}

const VALUE_LENGTH_MAX = 300

/** Filters that mean the same in every list. */
const EVERYWHERE: Readonly<Record<string, FilterValues>> = {
  account: { values: [], others: /^\d{12}$/, hint: 'an account id of twelve digits' },
}

/** Undefined where any value may exist: ids, names and Regions. */
export function knownValues(
  values: Readonly<Partial<Record<string, FilterValues>>> | undefined,
  filter: string,
): FilterValues | undefined {
  return values?.[filter] ?? EVERYWHERE[filter]
}

/** Whether a filter can be set to that. */
export const takes = (known: FilterValues | undefined, value: string): boolean =>
  known === undefined || known.values.includes(value) || known.others?.test(value) === true

function wordsOf({ values, hint }: FilterValues): string {
  const one = values.length > 0 ? `one of ${values.join(', ')}` : undefined
  return `must be ${[one, hint].filter((part) => part !== undefined).join(', or ')}`
}

/** One value or several of a filter, `most` at most. */
export function filterSchema(known: FilterValues | undefined, most: number) {
  const text = z
    .string()
    .min(1, 'must not be empty')
    .max(VALUE_LENGTH_MAX, `must have ${VALUE_LENGTH_MAX} characters at most`)
  const list = z.array(text, 'must be text').max(most, `must be ${most} values at most`)
  const possible = known
    ? list.refine((given) => given.every((one) => takes(known, one)), { error: wordsOf(known) })
    : list
  return z.preprocess((given) => (typeof given === 'string' ? [given] : given), possible.optional())
}

/** An object of these names only. Who gives another one learns which there are. */
export const onlyThese = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `Unrecognized: ${issue.keys.map((name) => JSON.stringify(name)).join(', ')}. ${namesOf(Object.keys(shape))}`
        : undefined,
  })

const namesOf = (names: readonly string[]): string =>
  names.length > 0 ? `There are ${names.join(', ')}` : 'Nothing can be asked here'
