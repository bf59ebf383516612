/** What makes a spreadsheet take a text for a formula: also in full width, and behind a control character (T12). */
const ACTIVE = '=+\\-@\t\r\n\u0000\uFF1D\uFF0B\uFF0D\uFF20'
const ACTIVE_START = new RegExp(`^[${ACTIVE}]`)
/** Where a reader that does not know our quotes, or that splits at `;`, begins another cell: what follows, spaces aside. */
const ACTIVE_PART = /([\r\n\t;])([ "\u00A0]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g

/** The text as a spreadsheet shows it and never runs it: an apostrophe in front says "text". */
export function neutralise(text: string): string {
  return ACTIVE_START.test(text) ? `'${text}` : text
}

/** The same for each line and each part between list separators, for a file whose reader may take them for cells. */
export function neutraliseParts(text: string): string {
  return neutralise(text.replace(ACTIVE_PART, "$1$2'"))
}
