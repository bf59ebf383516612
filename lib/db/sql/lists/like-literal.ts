/** A text as part of a LIKE pattern in which it stands for itself. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`)
}

/** The same for a name that AWS writes with dashes: a blank stands for any one character. */
export const likeWords = (text: string): string => likeLiteral(text).replaceAll(' ', '_')
