'use client'

import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { createPortal } from 'react-dom'

type PanelRequest = { title: string; onClose: () => void }

type PanelSlot = {
  /** Where a panel's content goes, once the panel is open. */
  container: HTMLElement | null
  show: (request: PanelRequest | null) => void
}

export const DetailPanelContext = createContext<PanelSlot>({ container: null, show: () => {} })

/** Opens the split panel of the page's frame while it is rendered, with what stands inside it. */
export function DetailPanel({ title, onClose, children }: PanelRequest & { children: ReactNode }) {
  const { container, show } = useContext(DetailPanelContext)
  useEffect(() => {
    show({ title, onClose })
  }, [show, title, onClose])
  useEffect(() => () => show(null), [show])
  return container && createPortal(children, container)
}
