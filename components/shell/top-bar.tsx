'use client'

import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { useRouter } from 'next/navigation'
import { countOf, formatCount, formatDay, formatTime } from '#lib/core/format'
import { type Day, dayOf } from '#lib/core/time'
import { SearchBox, type SearchBoxProps } from './search-box.tsx'
import { useTheme } from './theme.tsx'

export type TopBarProps = {
  person: { name: string; role: string; teams: readonly string[] }
  /** Undefined while it is not known. */
  freshness: FreshnessLine | undefined
  today: Day
  search: SearchBoxProps['search']
  signOut: () => Promise<void>
}

type FreshnessLine = {
  collectedAt: string | null
  collecting: boolean
  filling: boolean
  stale: boolean
  accounts: number
  looked: number
  inactive: number
}

/** The bar above every page: where one is, how fresh what one sees is, and who one is. */
export function TopBar({ person, freshness, today, search, signOut }: TopBarProps) {
  const router = useRouter()
  const { theme, toggleTheme } = useTheme()
  const utilities: TopNavigationProps.Utility[] = [
    ...(freshness ? [freshnessUtility(freshness, today, (href) => router.push(href))] : []),
    {
      type: 'button',
      iconSvg: theme === 'dark' ? SUN : MOON,
      ariaLabel: theme === 'dark' ? 'Use the light theme' : 'Use the dark theme',
      title: theme === 'dark' ? 'Light theme' : 'Dark theme',
      onClick: toggleTheme,
    },
    {
      type: 'menu-dropdown',
      text: person.name,
      description: person.teams.length > 0 ? `${person.role} of ${person.teams.join(', ')}` : person.role,
      iconName: 'user-profile',
      items: [{ id: 'sign-out', text: 'Sign out' }],
      onItemClick: ({ detail }) => {
        if (detail.id === 'sign-out') void signOut()
      },
    },
  ]
  return (
    <TopNavigation
      identity={{
        href: '/',
        title: 'Steward',
        onFollow: (event) => {
          event.preventDefault()
          router.push('/')
        },
      }}
      search={<SearchBox search={search} />}
      utilities={utilities}
    />
  )
}

function freshnessUtility(
  freshness: FreshnessLine,
  today: Day,
  go: (href: string) => void,
): TopNavigationProps.Utility {
  const { accounts, looked, stale } = freshness
  const incomplete = stale || looked < accounts || freshness.collectedAt === null
  return {
    type: 'button',
    href: '/coverage',
    text: freshnessSentence(freshness, today),
    iconSvg: incomplete ? AMBER_WARNING : CHECK,
    disableTextCollapse: false,
    onFollow: (event) => {
      event.preventDefault()
      go('/coverage')
    },
  }
}

/** "Collected 06:12, 41 of 43 accounts" */
export function freshnessSentence(
  { collectedAt, collecting, stale, accounts, looked, inactive }: FreshnessLine,
  today: Day,
): string {
  if (collectedAt === null) return collecting ? 'Collecting for the first time' : 'Nothing collected yet'
  const at = new Date(collectedAt)
  const when = dayOf(at) === today ? formatTime(at) : `${formatDay(dayOf(at))}, ${formatTime(at)}`
  const reach = `${formatCount(looked)} of ${countOf(accounts, inactive > 0 ? 'active account' : 'account')}`
  return `${stale ? 'Last collected' : 'Collected'} ${when}, ${reach}${collecting ? '; collecting' : ''}`
}

const AMBER_WARNING = (
  <svg viewBox="0 0 16 16" role="presentation" focusable="false">
    <path d="M8 1.7 15 14H1z" style={{ stroke: '#fbbf24', fill: 'none' }} />
    <path d="M8 6v4M8 11.2v1.2" style={{ stroke: '#fbbf24' }} />
  </svg>
)
const CHECK = (
  <svg viewBox="0 0 16 16" role="presentation" focusable="false">
    <circle cx="8" cy="8" r="6.5" />
    <path d="m5 8.2 2.2 2.2L11 6" />
  </svg>
)
const MOON = (
  <svg viewBox="0 0 16 16" role="presentation" focusable="false">
    <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z" />
  </svg>
)
const SUN = (
  <svg viewBox="0 0 16 16" role="presentation" focusable="false">
    <circle cx="8" cy="8" r="3" />
    <path d="M8 .8v2M8 13.2v2M.8 8h2M13.2 8h2M2.9 2.9l1.4 1.4M11.7 11.7l1.4 1.4M2.9 13.1l1.4-1.4M11.7 4.3l1.4-1.4" />
  </svg>
)
