/** The places of the product, in the groups of the side navigation. What does not exist yet is not listed. */
export const NAVIGATION = [
  {
    group: 'Posture',
    places: [
      { text: 'Overview', href: '/' },
      { text: 'Calendar', href: '/calendar' },
    ],
  },
  {
    group: 'Work',
    places: [
      { text: 'Recommendations', href: '/recommendations', one: 'Recommendation' },
      { text: 'Reports', href: '/reports' },
    ],
  },
  {
    group: 'Sources',
    places: [
      { text: 'Lambda runtimes', href: '/lambda', one: 'Function' },
      { text: 'Config', href: '/config', one: 'Rule' },
      { text: 'Health', href: '/health', one: 'Change' },
      { text: 'Trusted Advisor', href: '/trusted-advisor', one: 'Check' },
    ],
  },
  {
    group: 'Organisation',
    places: [
      { text: 'Accounts', href: '/accounts' },
      { text: 'Coverage', href: '/coverage' },
      { text: 'Collection runs', href: '/runs', one: 'Run' },
    ],
  },
] as const

/** `one` names what is opened from a list where its address does not say it to a person. */
type Place = { text: string; href: string; one?: string }

const PLACES = NAVIGATION.flatMap(({ places }): readonly Place[] => places)

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
  return rest === '' ? crumbs : [...crumbs, { text: place.one ?? decodeURIComponent(rest), href: pathname }]
}
