/** Instants as AWS writes them: `2026-11-01T10:11:12.345+0000`, without the colon in the offset that ISO 8601 asks for. */

const OFFSET_WITHOUT_COLON = /([+-]\d{2})(\d{2})$/

/** The years that a calendar has four digits for; JavaScript knows more, and nothing of AWS's is dated so. */
const DATED = /^(?!0000)\d{4}-/

/** ISO 8601 in UTC, or null for what is no instant. */
export function instantOrNull(text: string | Date | undefined): string | null {
  if (text === undefined) return null
  const instant = text instanceof Date ? text : new Date(text.replace(OFFSET_WITHOUT_COLON, '$1:$2'))
  const written = Number.isNaN(instant.getTime()) ? '' : instant.toISOString()
  return DATED.test(written) ? written : null
}
