import { render, toPlainText } from '@react-email/render'
import type { ReactElement } from 'react'
import { visibleText } from '../core/format.ts'

const TEXT_WIDTH = 100
/**
 * What turns the direction of the words that follow, and what no document of HTML may hold. None of it is ever markup of
 * ours, so wherever it stands, it came with a name.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be shown.
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/**
 * A whole document as HTML, for mail and for files. The only place that makes HTML of texts: React escapes every one of
 * them, and nobody here gives it markup to leave as it is (T10).
 */
export async function encodeHtml(document: ReactElement): Promise<string> {
  return (await render(document)).replace(TURNING, visibleText)
}

/** What a reader without HTML has of the same document. */
export function plainTextOf(html: string): string {
  const options = { uppercaseHeaderCells: false, colSpacing: 2, maxColumnWidth: TEXT_WIDTH }
  return toPlainText(html, { wordwrap: TEXT_WIDTH, selectors: [{ selector: 'table', format: 'dataTable', options }] })
}
