import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireViewer } from '#lib/auth/viewer'
import { listValuesOf } from '#lib/core/list'
import { configQueries } from '#lib/domains/config/client'
import { ruleKeyInput } from '#lib/domains/config/contract'
import { getRule, listEvaluationPage } from '#lib/domains/config/queries'
import { AppError } from '#lib/errors'
import { configEvaluations } from '#lib/lists/config-evaluations'
import { shownList } from '#lib/lists/shown-list'
import { Prefetched } from '../../../../prefetched.tsx'
import { RulePage } from './rule-page.tsx'

export const metadata: Metadata = { title: 'Config rule' }

type Props = {
  params: Promise<{ ruleKey: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const list = shownList(configEvaluations)

export default async function Page({ params, searchParams }: Props) {
  const viewer = await requireViewer('posture:read')
  const key = ruleKeyInput.safeParse({ ruleKey: decodeURIComponent((await params).ruleKey) })
  if (!key.success) notFound()
  const { ruleKey } = key.data
  const values = listValuesOf(list.definition, await searchParams)
  const rule = await getRule(viewer, { ruleKey }).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'not_found') notFound()
    throw error
  })
  return (
    <Prefetched
      queries={[
        { ...configQueries.rule(ruleKey), queryFn: async () => rule },
        {
          ...configQueries.evaluations(ruleKey, values),
          queryFn: () => listEvaluationPage(viewer, { about: ruleKey, values }),
        },
      ]}
    >
      <RulePage ruleKey={ruleKey} list={list} />
    </Prefetched>
  )
}
