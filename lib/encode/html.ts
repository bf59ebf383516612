import { render, toPlainText } from '@react-email/render'
import type { ReactElement } from 'react'

const TEXT_WIDTH = 100

/**
 * A whole document as HTML, for mail and for files. The only place that makes HTML of texts: React escapes every one of
 * them, and nobody here gives it markup to leave as it is (T10).
 */
export const encodeHtml = (document: ReactElement): Promise<string> => render(document)

/** What a reader without HTML has of the same document. */
export function plainTextOf(html: string): string {
  const options = { uppercaseHeaderCells: false, colSpacing: 2, maxColumnWidth: TEXT_WIDTH }
  return toPlainText(html, { wordwrap: TEXT_WIDTH, selectors: [{ selector: 'table', format: 'dataTable', options }] })
}
