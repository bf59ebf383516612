/** Every page for people is made here, so that none can forget who may see it, what its address may say, or a limit. */
import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { PATH_HEADER } from '#lib/auth/path-header'
import type { Permission } from '#lib/auth/permissions'
import { requireViewer } from '#lib/auth/viewer'
import { onlyThese } from '#lib/core/filter-values'
import { AppError } from '#lib/errors'
import { readPageInput } from '#lib/http/page-input'
import { setPageStatus } from '#lib/http/page-status'
import { type AnyQuery, readAhead } from './prefetched.tsx'
import { RefusedPage } from './refused-page.tsx'

type Props = {
  params: Promise<Record<string, string>>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

type Definition<Path extends z.ZodType, Address extends z.ZodType> = {
  permission: Permission
  /** The parts of its path that are in brackets. Where they are none, there is no such page. */
  path?: Path
  /** What stands behind the question mark. Anything else is refused. */
  address?: Address
  show: (asked: {
    viewer: Awaited<ReturnType<typeof requireViewer>>
    path: z.output<Path>
    asked: z.output<Address>
  }) => Promise<{ /** Read ahead, side by side. */ queries: readonly AnyQuery[]; page: ReactNode }>
}

const NOTHING = onlyThese({})

export function definePage<Path extends z.ZodType = typeof NOTHING, Address extends z.ZodType = typeof NOTHING>({
  permission,
  path = NOTHING as unknown as Path,
  address = NOTHING as unknown as Address,
  show,
}: Definition<Path, Address>) {
  return async function made({ params, searchParams }: Props): Promise<ReactNode> {
    const viewer = await requireViewer(permission)
    const place = path.safeParse(decoded(await params))
    if (!place.success) notFound()
    try {
      const asked = await readPageInput(viewer.personId, address, await searchParams)
      const { queries, page } = await show({ viewer, path: place.data, asked })
      return <HydrationBoundary state={dehydrate(await readAhead(queries))}>{page}</HydrationBoundary>
    } catch (error) {
      return await refusal(error)
    }
  }
}

/** Next.js gives parts of the path as they stand in the address. */
const decoded = (params: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]))

/** What cannot be acted on goes to the page for errors. */
async function refusal(error: unknown): Promise<ReactNode> {
  if (!(error instanceof AppError)) throw error
  if (error.kind === 'not_found') notFound()
  if (error.kind !== 'invalid' && error.kind !== 'limited') throw error
  setPageStatus(error.kind === 'invalid' ? 400 : 429, error.retryAfterS)
  const [here = '/'] = ((await headers()).get(PATH_HEADER) ?? '/').split('?')
  return <RefusedPage kind={error.kind} reason={error.message} here={here} />
}
