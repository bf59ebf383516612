'use client'

import Button from '@cloudscape-design/components/button'
import { MessagePage } from './message-page.tsx'

/** A page that could not be made. What went wrong is in the log; here stands only what its reader can do. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <MessagePage
      title="This page could not be made"
      action={
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      Something went wrong in Steward, or its database does not answer just now. It has been written to the log
      {error.digest ? ` as ${error.digest}` : ''}.
    </MessagePage>
  )
}
