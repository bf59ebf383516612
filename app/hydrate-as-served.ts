'use client'

import { useEffect } from 'react'

/** Cloudscape's own switch: what it takes the window for, whatever its width. */
const FORCE_MOBILE_MODE = Symbol.for('awsui-force-mobile-mode')

const switches = globalThis as typeof globalThis & { [FORCE_MOBILE_MODE]?: boolean }

// The server draws for a wide window. A narrow one must begin with the same, or React throws all of it away.
if (typeof window !== 'undefined') switches[FORCE_MOBILE_MODE] = false

/** Lets Cloudscape see the window's true width once the page the server drew has come alive. */
export function useTrueWidthOnceAlive(): void {
  useEffect(() => {
    switches[FORCE_MOBILE_MODE] = undefined
    // For base.css: from here on what is drawn fits the window.
    document.documentElement.dataset.alive = ''
    window.dispatchEvent(new Event('resize'))
  }, [])
}
