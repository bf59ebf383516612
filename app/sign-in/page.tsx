import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { listDemoPeople } from '#lib/auth/demo-sign-in'
import { ROLE_NAMES } from '#lib/auth/permissions'
import { findPageViewer } from '#lib/auth/viewer'
import { ownPath } from '#lib/http/own-path'
import { SignIn } from './sign-in.tsx'

export const metadata: Metadata = { title: 'Sign in' }

type SignInPageProps = { searchParams: Promise<{ next?: string | string[] }> }

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = ownPath((await searchParams).next)
  if (await findPageViewer()) redirect(next)
  const people = (await listDemoPeople()).map(({ id, name, role, comesFor }) => ({
    id,
    name,
    role: ROLE_NAMES[role],
    comesFor,
  }))
  return <SignIn people={people} next={next} />
}
