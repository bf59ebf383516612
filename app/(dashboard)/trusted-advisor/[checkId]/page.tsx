import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireViewer } from '#lib/auth/viewer'
import { listValuesOf } from '#lib/core/list'
import { advisorQueries } from '#lib/domains/trusted-advisor/client'
import { checkKey, resultList } from '#lib/domains/trusted-advisor/contract'
import { getCheck, listFlaggedPage, listResultPage } from '#lib/domains/trusted-advisor/queries'
import { AppError } from '#lib/errors'
import { advisorFlagged } from '#lib/lists/advisor-flagged'
import { shownList } from '#lib/lists/shown-list'
import { Prefetched } from '../../../prefetched.tsx'
import { CheckPage } from './check-page.tsx'

export const metadata: Metadata = { title: 'Trusted Advisor check' }

type Props = {
  params: Promise<{ checkId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const list = shownList(advisorFlagged)

export default async function Page({ params, searchParams }: Props) {
  const viewer = await requireViewer('posture:read')
  const key = checkKey.safeParse(await params)
  if (!key.success) notFound()
  const { checkId } = key.data
  const check = await getCheck(viewer, { checkId }).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'not_found') notFound()
    throw error
  })
  const given = await searchParams
  const flagged = listValuesOf(list.definition, given)
  const results = listValuesOf(resultList, given)
  const first =
    given.tab === 'accounts'
      ? {
          ...advisorQueries.results(checkId, results),
          queryFn: () => listResultPage(viewer, { about: checkId, values: results }),
        }
      : {
          ...advisorQueries.flagged(checkId, flagged),
          queryFn: () => listFlaggedPage(viewer, { about: checkId, values: flagged }),
        }
  return (
    <Prefetched queries={[{ ...advisorQueries.check(checkId), queryFn: async () => check }, first]}>
      <CheckPage checkId={checkId} list={list} />
    </Prefetched>
  )
}
