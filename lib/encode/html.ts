import { render, toPlainText } from '@react-email/render'
import type { ReactElement } from 'react'

/**
 * A whole document as HTML, for mail and for files. The only place that makes HTML of texts: React escapes every one of
 * them, and nobody here gives it markup to leave as it is (T10).
 */
export const encodeHtml = (document: ReactElement): Promise<string> => render(document)

/** What a reader without HTML has of the same document. */
export const plainTextOf = (html: string): string => toPlainText(html)
