'use client'

import Autosuggest, { type AutosuggestProps } from '@cloudscape-design/components/autosuggest'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'

type SearchKind = 'account' | 'function' | 'change' | 'rule' | 'check'

export type SearchHit = { kind: SearchKind; label: string; description: string; href: string }

export type SearchBoxProps = { search: (text: string, signal: AbortSignal) => Promise<SearchHit[]> }

const WAIT_MS = 200
const LENGTH_MIN = 2

type State = { status: AutosuggestProps['statusType']; hits: SearchHit[] }

/** Finds accounts, functions, changes, rules and checks by name, id or ARN. `/` goes into it from anywhere on the page. */
export function SearchBox({ search }: SearchBoxProps) {
  const router = useRouter()
  const input = useRef<AutosuggestProps.Ref>(null)
  const [text, setText] = useState('')
  const { status, hits } = useHits(search, text)
  useFocusKey(useCallback(() => input.current?.focus(), []))
  const go = ({ href }: SearchHit) => {
    setText('')
    router.push(href)
  }
  /** Whoever presses Enter on what they wrote means the best hit for all of it, which may not be here yet. */
  const goToBest = async (written: string) => {
    // That searching fails is told beneath the box, which searches for the same.
    const [best] = await search(written.trim(), new AbortController().signal).catch(() => [])
    if (best) go(best)
  }
  return (
    <Autosuggest
      ref={input}
      value={text}
      onChange={({ detail }) => setText(detail.value)}
      onSelect={({ detail }) => {
        const hit = hits.find(({ href }) => href === detail.selectedOption?.value)
        if (hit) go(hit)
        else void goToBest(detail.value)
      }}
      options={groupsOf(hits)}
      filteringType="manual"
      statusType={status}
      loadingText="Looking"
      errorText="Could not search"
      empty={text.length < LENGTH_MIN ? 'Write at least two letters' : 'Nothing is called so'}
      enteredTextLabel={(entered) => `Look for “${entered}”`}
      placeholder="Search accounts, resources, checks ( / )"
      ariaLabel="Search accounts, functions, changes, rules and checks"
    />
  )
}

function groupsOf(hits: SearchHit[]): AutosuggestProps['options'] {
  const group = (kind: SearchHit['kind'], label: string) => {
    const options = hits
      .filter((hit) => hit.kind === kind)
      .map(({ href, label: name, description }) => ({ value: href, label: name, description }))
    return options.length > 0 ? [{ label, options }] : []
  }
  return [
    ...group('account', 'Accounts'),
    ...group('function', 'Lambda functions'),
    ...group('change', 'Health changes'),
    ...group('rule', 'Config rules'),
    ...group('check', 'Trusted Advisor checks'),
  ]
}

/** What is found for a text, once its writer pauses. */
function useHits(search: SearchBoxProps['search'], text: string): State {
  const [state, setState] = useState<State>({ status: 'finished', hits: [] })
  useEffect(() => {
    if (text.trim().length < LENGTH_MIN) {
      setState({ status: 'finished', hits: [] })
      return
    }
    const abort = new AbortController()
    setState(({ hits }) => ({ status: 'loading', hits }))
    const timer = setTimeout(() => {
      search(text.trim(), abort.signal).then(
        (hits) => !abort.signal.aborted && setState({ status: 'finished', hits }),
        () => !abort.signal.aborted && setState({ status: 'error', hits: [] }),
      )
    }, WAIT_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [search, text])
  return state
}

function useFocusKey(focus: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const writing = event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable]')
      if (event.key !== '/' || event.ctrlKey || event.metaKey || writing) return
      event.preventDefault()
      focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [focus])
}
