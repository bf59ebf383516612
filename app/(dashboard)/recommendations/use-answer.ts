'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { RECOMMENDATIONS_KEY, sendAnswer } from '#lib/domains/recommendations/client'
import type { AnswerAction, AnswerRequest, Reason } from '#lib/domains/recommendations/contract'
import { RequestError } from '#lib/http/fetch-json'

/** What has been filled in so far; empty where nothing has. */
export type Draft = { committedOn: string; assignee: string; reason: Reason | null; expiresOn: string; note: string }

const EMPTY: Draft = { committedOn: '', assignee: '', reason: null, expiresOn: '', note: '' }

export type Answered = { accountId: string; id: string; version: number }

const CONFLICT = 409

/**
 * An answer being written and sent. Its id is made once and kept while it is sent again, so that a double click or a
 * retry after a lost reply answers once.
 */
export function useAnswer(items: readonly Answered[], onDone: () => void) {
  const client = useQueryClient()
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const [clientId, setClientId] = useState(() => crypto.randomUUID())
  const [problems, setProblems] = useState<Partial<Record<keyof Draft, string>>>({})
  // Not waited for: what came of it is known, and the page follows when it can.
  const refresh = () => void client.invalidateQueries({ queryKey: RECOMMENDATIONS_KEY })
  const sending = useMutation({
    mutationFn: (answer: AnswerRequest) => sendAnswer(answer),
    onSuccess: () => {
      setDraft(EMPTY)
      setClientId(crypto.randomUUID())
      refresh()
      onDone()
    },
    onError: (error) => {
      // What was refused was decided on something else than what is there now: show that, and keep what was written.
      setClientId((id) => (error instanceof RequestError && error.mayPass ? id : crypto.randomUUID()))
      if (error instanceof RequestError && error.status === CONFLICT) refresh()
    },
  })
  const change = (changes: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...changes }))
    setProblems({})
    if (!sending.isPending) sending.reset()
  }
  const send = (action: AnswerAction) => {
    const found = problemsOf(action, draft)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    const named = items.map(({ accountId, id, version }) => ({ accountId, recommendationId: id, version }))
    sending.mutate({ ...fieldsOf(action, draft), items: named, clientId })
  }
  return { draft, change, problems, send, isSending: sending.isPending, error: sending.error }
}

function problemsOf(action: AnswerAction, draft: Draft): Partial<Record<keyof Draft, string>> {
  if (action === 'accept' && draft.committedOn === '') return { committedOn: 'Choose the day it will be done by.' }
  if (action === 'reject' && draft.reason === null) return { reason: 'Choose why.' }
  const says = draft.note.trim() !== ''
  if (action === 'reject' && draft.reason === 'other' && !says) return { note: 'Say what the other reason is.' }
  if (action === 'comment' && !says) return { note: 'Write something first.' }
  return {}
}

type Fields = AnswerRequest extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'items' | 'clientId'>
    : never
  : never

/** Each action is sent its own fields and no others. */
function fieldsOf(action: AnswerAction, { committedOn, assignee, reason, expiresOn, note }: Draft): Fields {
  switch (action) {
    case 'accept':
      return { action, committedOn, assignee: assignee || null, note }
    case 'reject':
      return { action, reason: reason ?? 'other', expiresOn: expiresOn || null, note }
    default:
      return { action, note }
  }
}
