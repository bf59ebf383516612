'use client'

import { useCallback, useEffect, useState } from 'react'

const KEY = 'steward.frame'
/** From this width on the panel stands at the side. */
const SIDE_FROM_PX = 1_200

type FrameChoice = { panelPosition: 'side' | 'bottom'; panelSize: number | undefined }

/** Where the split panel stands and how wide it is: by the window's width, until somebody decides; then remembered. */
export function useFrameChoice(): FrameChoice & { choose: (changes: Partial<FrameChoice>) => void } {
  const [choice, setChoice] = useState<FrameChoice>({ panelPosition: 'side', panelSize: undefined })
  useEffect(() => {
    const panelPosition = window.innerWidth >= SIDE_FROM_PX ? 'side' : 'bottom'
    setChoice({ panelPosition, panelSize: undefined, ...remembered() })
  }, [])
  const choose = useCallback((changes: Partial<FrameChoice>) => {
    window.localStorage.setItem(KEY, JSON.stringify({ ...remembered(), ...changes }))
    setChoice((current) => ({ ...current, ...changes }))
  }, [])
  return { ...choice, choose }
}

function remembered(): Partial<FrameChoice> {
  try {
    const value = JSON.parse(window.localStorage.getItem(KEY) ?? '{}') as Partial<FrameChoice>
    return {
      ...((value.panelPosition === 'side' || value.panelPosition === 'bottom') && {
        panelPosition: value.panelPosition,
      }),
      ...(typeof value.panelSize === 'number' && { panelSize: value.panelSize }),
    }
  } catch {
    // Written by something else: the window's width decides, as for a newcomer.
    return {}
  }
}
