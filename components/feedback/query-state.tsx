'use client'

import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Skeleton from '@cloudscape-design/components/skeleton'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'

type QueryStateProps<Data> = {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'isPending' | 'isFetching' | 'refetch'>
  /** What it is that loads, in the sentence "Could not load …". */
  what: string
  /** What to show where the answer is there and has nothing in it. */
  whenEmpty?: ReactNode
  isEmpty?: (data: Data) => boolean
  /** Lines the placeholder has, so that nothing jumps when the data comes. */
  lines?: number
  children: (data: Data) => ReactNode
}

const holdsNothing = (data: unknown): boolean => Array.isArray(data) && data.length === 0

/** Decides once what a query shows: loading, failed, empty or ready. Data stays on screen while it refreshes. */
export function QueryState<Data>({
  query,
  what,
  whenEmpty,
  isEmpty = holdsNothing,
  lines = 4,
  children,
}: QueryStateProps<Data>) {
  const { data, error, isFetching, refetch } = query
  if (data === undefined) {
    return error ? (
      <LoadFailure what={what} reason={error.message} retry={refetch} retrying={isFetching} />
    ) : (
      <Loading what={what} lines={lines} />
    )
  }
  return (
    <>
      {error && <StaleNotice what={what} reason={error.message} retry={refetch} retrying={isFetching} />}
      {whenEmpty !== undefined && isEmpty(data) ? whenEmpty : children(data)}
    </>
  )
}

type FailureProps = { what: string; reason: string; retry: () => unknown; retrying: boolean }

/** Nothing is known, because the question was not answered. Never to be mistaken for "there is nothing". */
export function LoadFailure({ what, reason, retry, retrying }: FailureProps) {
  return (
    <Alert type="error" header={`Could not load ${what}`} action={<RetryButton retry={retry} retrying={retrying} />}>
      {reason}
    </Alert>
  )
}

function StaleNotice({ what, reason, retry, retrying }: FailureProps) {
  return (
    <Alert type="warning" action={<RetryButton retry={retry} retrying={retrying} />}>
      This is what was last known of {what}; it could not be refreshed. {reason}
    </Alert>
  )
}

function RetryButton({ retry, retrying }: Pick<FailureProps, 'retry' | 'retrying'>) {
  return (
    <Button onClick={() => retry()} loading={retrying}>
      Try again
    </Button>
  )
}

function Loading({ what, lines }: { what: string; lines: number }) {
  return (
    <div role="status" aria-label={`Loading ${what}`}>
      <SpaceBetween size="s">
        {Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no other identity.
          <Skeleton key={line} />
        ))}
      </SpaceBetween>
    </div>
  )
}
