'use client'

import { useEffect, useRef, useState } from 'react'

/** Before its length is known. */
const FIRST_HEIGHT = 1_200

/**
 * A document shown as it is, apart from the page around it, whose content security policy it inherits: nothing in it
 * runs. Its links open beside us. The page measures it, to show all of it without a second scroll bar.
 */
export function Sheet({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(FIRST_HEIGHT)
  useEffect(() => {
    const measure = () => {
      const root = frame.current?.contentDocument?.documentElement
      if (root) setHeight(root.offsetHeight)
    }
    const observer = new ResizeObserver(measure)
    if (frame.current) observer.observe(frame.current)
    frame.current?.addEventListener('load', measure)
    measure()
    const watched = frame.current
    return () => {
      observer.disconnect()
      watched?.removeEventListener('load', measure)
    }
  }, [])
  return <iframe ref={frame} title={title} srcDoc={html} style={{ ...FRAME, height }} />
}

/** Mail is read on white. */
const FRAME = { display: 'block', width: '100%', border: 0, borderRadius: 16, background: '#ffffff' } as const
