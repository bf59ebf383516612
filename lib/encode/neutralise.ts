/** What makes a spreadsheet take a text for a formula: also in full width, and behind a control character (T12). */
const ACTIVE_STARTS = new Set(['=', '+', '-', '@', '\t', '\r', '\n', '\u0000', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'])

/** The text as a spreadsheet shows it and never runs it: an apostrophe in front says "text". */
export function neutralise(text: string): string {
  return ACTIVE_STARTS.has(text.charAt(0)) ? `'${text}` : text
}
