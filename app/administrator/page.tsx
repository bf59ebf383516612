import type { Metadata } from 'next'
import { RedeemLink } from './redeem-link.tsx'

export const metadata: Metadata = { title: 'Become administrator' }

/** Opening it changes nothing; the button does (T9). */
export default function AdministratorPage() {
  return <RedeemLink />
}
