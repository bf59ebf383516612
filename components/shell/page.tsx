'use client'

import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import type { ReactNode } from 'react'

type PageProps = {
  title: string
  /** A sentence, where the title does not say enough. */
  description?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A page's one heading, its sentence and its actions, above what it shows. */
export function Page({ title, description, actions, children }: PageProps) {
  return (
    <ContentLayout
      header={
        <Header variant="h1" {...(description && { description })} {...(actions && { actions })}>
          {title}
        </Header>
      }
    >
      {children}
    </ContentLayout>
  )
}
