/** Longest a team's slug may be; longer names are cut. */
const LENGTH_MAX = 63

/** A name as the id of a team: lower case, digits and single hyphens. Null when nothing is left of it. */
export function slugOf(name: string): string | null {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH_MAX)
    .replace(/^-+|-+$/g, '')
  return slug === '' ? null : slug
}
