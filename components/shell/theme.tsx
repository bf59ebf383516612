'use client'

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { DARK_CLASS, THEME_COOKIE, type Theme } from '#lib/core/theme'

const YEAR_SECONDS = 365 * 24 * 3_600

type ThemeChoice = { theme: Theme; toggleTheme: () => void }

const ThemeContext = createContext<ThemeChoice>({ theme: 'light', toggleTheme: () => {} })

export const useTheme = (): ThemeChoice => useContext(ThemeContext)

/** Holds the theme, and keeps a change in the class of `body` and in the cookie that the server reads. */
export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, setTheme] = useState(initial)
  const toggleTheme = useCallback(() => {
    const next = theme === 'dark' ? 'light' : 'dark'
    document.body.classList.toggle(DARK_CLASS, next === 'dark')
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
    setTheme(next)
  }, [theme])
  const choice = useMemo(() => ({ theme, toggleTheme }), [theme, toggleTheme])
  return <ThemeContext.Provider value={choice}>{children}</ThemeContext.Provider>
}
