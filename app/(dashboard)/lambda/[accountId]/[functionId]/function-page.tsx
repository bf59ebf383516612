'use client'

import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import { visibleText } from '#lib/core/format'
import type { FunctionKey } from '#lib/domains/lambda/contract'
import { FunctionDetail } from '../../function-detail.tsx'

/** A function at an address of its own, to be sent to somebody. */
export function FunctionPage({ name, where, functionKey }: { name: string; where: string; functionKey: FunctionKey }) {
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={`A Lambda function in ${visibleText(where)}`}>
          {visibleText(name)}
        </Header>
      }
    >
      <Container>
        <FunctionDetail {...functionKey} />
      </Container>
    </ContentLayout>
  )
}
