import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import './base.css'
import { DARK_CLASS, THEME_COOKIE, themeOf } from '#lib/core/theme'
import { Providers } from './providers.tsx'

export const metadata: Metadata = {
  title: { default: 'Steward', template: '%s · Steward' },
  description: 'What an AWS organisation has to do, by when, and who owns it.',
  robots: { index: false, follow: false },
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <html lang="en">
      <body className={theme === 'dark' ? DARK_CLASS : undefined}>
        <Providers theme={theme}>{children}</Providers>
      </body>
    </html>
  )
}
