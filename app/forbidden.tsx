import type { Metadata } from 'next'
import { MessagePage } from './message-page.tsx'

export const metadata: Metadata = { title: 'Not allowed' }

export default function Forbidden() {
  return (
    <MessagePage title="Your role does not allow this">
      Ask the Cloud Center of Excellence if you need it for your work.
    </MessagePage>
  )
}
