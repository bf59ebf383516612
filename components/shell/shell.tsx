'use client'

import AppLayout, { type AppLayoutProps } from '@cloudscape-design/components/app-layout'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar'
import SideNavigation from '@cloudscape-design/components/side-navigation'
import SplitPanel from '@cloudscape-design/components/split-panel'
import { usePathname, useRouter } from 'next/navigation'
import { type ReactNode, useMemo, useState } from 'react'
import { DetailPanelContext } from './detail-panel.tsx'
import { crumbsOf, NAVIGATION, placeOf } from './navigation.tsx'
import { TopBar, type TopBarProps } from './top-bar.tsx'
import { useFrameChoice } from './use-frame-choice.tsx'

type PanelRequest = { title: string; onClose: () => void }

/** The frame of every page: bar, navigation, way back, content, and the panel for one thing of a list. */
export function Shell({ children, ...bar }: TopBarProps & { children: ReactNode }) {
  const pathname = usePathname()
  const router = useRouter()
  const frame = useFrameChoice()
  const [panel, show] = useState<PanelRequest | null>(null)
  const [container, setContainer] = useState<HTMLElement | null>(null)
  const slot = useMemo(() => ({ container, show }), [container])
  const crumbs = crumbsOf(pathname)
  const follow = (event: CustomEvent<{ href?: string; external?: boolean }>) => {
    if (event.detail.external || event.detail.href === undefined) return
    event.preventDefault()
    router.push(event.detail.href)
  }
  return (
    <DetailPanelContext.Provider value={slot}>
      <div id="top-nav">
        <TopBar {...bar} />
      </div>
      <AppLayout
        headerSelector="#top-nav"
        toolsHide
        navigation={
          <SideNavigation
            activeHref={placeOf(pathname)}
            onFollow={follow}
            items={NAVIGATION.map(({ group, places }) => ({
              type: 'section-group',
              title: group,
              items: places.map(({ text, href }) => ({ type: 'link', text, href })),
            }))}
          />
        }
        breadcrumbs={crumbs.length > 0 && <BreadcrumbGroup items={crumbs} onFollow={follow} />}
        notifications={bar.freshness?.filling && <Flashbar items={[FILLING]} />}
        content={children}
        splitPanelOpen={panel !== null}
        onSplitPanelToggle={({ detail }) => !detail.open && panel?.onClose()}
        splitPanelPreferences={{ position: frame.panelPosition }}
        onSplitPanelPreferencesChange={({ detail }) => frame.choose({ panelPosition: detail.position })}
        {...(frame.panelSize !== undefined && { splitPanelSize: frame.panelSize })}
        onSplitPanelResize={({ detail }) => frame.choose({ panelSize: detail.size })}
        splitPanel={
          panel && (
            <SplitPanel header={panel.title} closeBehavior="hide">
              <div ref={setContainer} />
            </SplitPanel>
          )
        }
        ariaLabels={LABELS}
      />
    </DetailPanelContext.Provider>
  )
}

const FILLING: FlashbarProps.MessageDefinition = {
  id: 'filling',
  type: 'in-progress',
  loading: true,
  header: 'The past of this demo is still being filled',
  content: 'Figures, histories and reports are not complete yet. This takes a few minutes.',
}

const LABELS: AppLayoutProps.Labels = {
  navigation: 'Places',
  navigationToggle: 'Open the navigation',
  navigationClose: 'Close the navigation',
  notifications: 'Notifications',
}
