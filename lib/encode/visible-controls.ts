import { visibleText } from '../core/format.ts'

/** Where the pictures of the control characters U+0000 to U+001F begin. */
const PICTURES = 0x2400
const PICTURE_OF_DELETE = '\u2421'

/** Controls but line breaks and tabs: a terminal obeys them, and a workbook cannot hold them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be shown.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/** The text with every control character shown: `␛` for ESC, `‹U+009B›` for those that have no picture. */
export function visibleControls(text: string): string {
  return text.replace(CONTROLS, (control) => {
    const code = control.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(PICTURES + code)
    if (code === 0x7f) return PICTURE_OF_DELETE
    return visibleText(control)
  })
}
