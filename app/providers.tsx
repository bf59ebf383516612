'use client'

import I18nProvider from '@cloudscape-design/components/i18n'
import messages from '@cloudscape-design/components/i18n/messages/all.en'
import { QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useState } from 'react'
import { z } from 'zod'
import { ThemeProvider } from '#components/shell/theme'
import type { Theme } from '#lib/core/theme'
import { makeQueryClient } from '#lib/http/query-client'
import { useTrueWidthOnceAlive } from './hydrate-as-served.ts'

// Zod would otherwise try `eval` to see whether it may, which the content security policy reports.
z.config({ jitless: true })

/** What every page needs around it. */
export function Providers({ theme, children }: { theme: Theme; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  useTrueWidthOnceAlive()
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={queryClient}>
        <NuqsAdapter>
          <ThemeProvider initial={theme}>{children}</ThemeProvider>
        </NuqsAdapter>
      </QueryClientProvider>
    </I18nProvider>
  )
}
