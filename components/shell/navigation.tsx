/** The places of the product, in the groups of the side navigation. What does not exist yet is not listed. */
export const NAVIGATION = [
  { group: 'Posture', places: [{ text: 'Overview', href: '/' }] },
  { group: 'Sources', places: [{ text: 'Lambda runtimes', href: '/lambda' }] },
  {
    group: 'Organisation',
    places: [
      { text: 'Accounts', href: '/accounts' },
      { text: 'Coverage', href: '/coverage' },
      { text: 'Collection runs', href: '/runs' },
    ],
  },
] as const

const PLACES = NAVIGATION.flatMap(({ places }): readonly { text: string; href: string }[] => places)

/** The place a path belongs to: its own, or that of the list it was opened from. */
export function placeOf(pathname: string): string {
  return PLACES.find(({ href }) => href !== '/' && (pathname === href || pathname.startsWith(`${href}/`)))?.href ?? '/'
}

/** The way to a page: the overview, the list, the one thing. The overview has none, being where all ways begin. */
export function crumbsOf(pathname: string): { text: string; href: string }[] {
  const place = PLACES.find(({ href }) => href === placeOf(pathname))
  if (!place || place.href === '/') return []
  const rest = pathname.slice(place.href.length + 1)
  const crumbs = [{ text: 'Overview', href: '/' }, place]
  return rest === '' ? crumbs : [...crumbs, { text: decodeURIComponent(rest), href: pathname }]
}
