/** How a person's choice of theme is kept: a cookie, so that the server draws the first page in it. */
export const THEMES = ['light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const THEME_COOKIE = 'steward_theme'
/** Cloudscape's own class on `body`. */
export const DARK_CLASS = 'awsui-dark-mode'

export function themeOf(cookieValue: string | undefined): Theme {
  return cookieValue === 'dark' ? 'dark' : 'light'
}
