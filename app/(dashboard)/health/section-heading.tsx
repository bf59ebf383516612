'use client'

import Header, { type HeaderProps } from '@cloudscape-design/components/header'
import { createContext, useContext } from 'react'

/** Beneath what the parts of a change stand: the title of the page, or that of the panel, which is one deeper. */
export const BeneathContext = createContext<'page' | 'panel'>('page')

/** The heading of one part of a change, one level beneath the title, so that no level is left out. */
export function SectionHeading(props: Omit<HeaderProps, 'variant' | 'headingTagOverride'>) {
  const beneath = useContext(BeneathContext)
  return <Header {...props} variant="h3" headingTagOverride={beneath === 'page' ? 'h2' : 'h3'} />
}
