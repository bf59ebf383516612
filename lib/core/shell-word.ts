const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/

/** A text as one word of a shell command, whatever it holds: these commands are there to be copied. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
