/** For tests: texts of any code units, among them what PostgreSQL refuses, and the way back from how they are stored. */
import fc from 'fast-check'

const ODD = [
  '\u0000',
  '\uD83D',
  '\uDE00',
  '\uD83D\uDE00',
  '‹',
  '›',
  '‹U+0000›',
  '‹U+2039›',
  'U+D800›',
  '\u202E',
  '\\',
  '\t',
]

export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...ODD),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

/** One pass from left to right: each escape stands for one code unit. */
export const originalText = (stored: string): string =>
  stored.replace(/‹U\+(0000|2039|D[89A-F][0-9A-F]{2})›/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
