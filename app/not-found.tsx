import type { Metadata } from 'next'
import { MessagePage } from './message-page.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <MessagePage title="There is nothing here">
      The page does not exist, or what it shows is not one of yours. Which of the two, Steward does not tell.
    </MessagePage>
  )
}
