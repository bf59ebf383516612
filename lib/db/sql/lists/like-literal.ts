/** A text as part of a LIKE pattern in which it stands for itself. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`)
}
