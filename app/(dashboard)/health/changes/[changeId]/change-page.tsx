'use client'

import Container from '@cloudscape-design/components/container'
import { Page } from '#components/shell/page'
import { visibleText } from '#lib/core/format'
import { ChangeDetail } from '../../change-detail.tsx'

/** A change at an address of its own, to be sent to somebody. */
export function ChangePage({ title, changeId }: { title: string; changeId: string }) {
  return (
    <Page title={visibleText(title)}>
      <Container>
        <ChangeDetail changeId={changeId} />
      </Container>
    </Page>
  )
}
