/** PostgreSQL stores no NUL, and half a surrogate pair has no canonical form. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
