import { expect, test } from 'vitest'
import { paragraphsOf } from './paragraphs.ts'

test('AWS’s markup becomes paragraphs without any markup left', () => {
  const text =
    'Checks for functions.<br>\n<br>\n<b>Note</b>: results &amp; dates.<h4 class=\'headerBodyStyle\'>Alert Criteria</h4>\nRed: it is <a href="https://x.test">deprecated</a>.'
  expect(paragraphsOf(text)).toEqual([
    'Checks for functions.',
    'Note: results & dates.',
    'Alert Criteria',
    'Red: it is deprecated.',
  ])
})

test('a plain text keeps its words and its paragraphs', () => {
  expect(paragraphsOf('We end support.\n\nUpgrade   before 1 < 2.')).toEqual([
    'We end support.',
    'Upgrade before 1 < 2.',
  ])
})
