import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { countOf, formatCount } from '#lib/core/format'
import type { TurnState } from '#lib/domains/exports/contract'
import { fetchJson } from '#lib/http/fetch-json'

const LOOK_EVERY_MS = 700
/** The download itself may fail, which only the browser is shown; then the server never begins. */
const LOOKS_BEFORE_BEGIN_MAX = 40

type Turn = TurnState & { ticket: string }

/** Downloads a workbook when its turn has come, and says in words how far it is until then. */
export function useWorkbook() {
  const [progress, setProgress] = useState<string | null>(null)
  const making = useMutation({
    mutationFn: (href: string) => downloadInTurn(href, (turn) => setProgress(wordsOf(turn))),
    onSettled: () => setProgress(null),
  })
  return { make: making.mutate, progress, problem: making.error?.message }
}

async function downloadInTurn(href: string, show: (turn: Turn) => void): Promise<void> {
  let asked = false
  let turn = await nextTurn({})
  for (let looks = 0; turn.state !== 'made'; looks += 1) {
    show(turn)
    if (turn.state === 'ready' && !asked) {
      asked = true
      looks = 0
      download(`${href}&ticket=${turn.ticket}`)
    }
    if (asked && turn.state !== 'making' && looks > LOOKS_BEFORE_BEGIN_MAX) {
      throw new Error('The file could not be downloaded. Try again, or export as CSV.')
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    turn = await nextTurn({ ticket: turn.ticket })
  }
}

const nextTurn = (body: { ticket?: string }) => fetchJson<Turn>('/api/v1/exports/turns', { method: 'POST', body })

function wordsOf(turn: Turn): string {
  if (turn.state === 'waiting') {
    return turn.ahead === 1
      ? 'Waiting: 1 file is made first'
      : `Waiting: ${formatCount(turn.ahead)} files are made first`
  }
  if (turn.state === 'making') return `Making the file: ${countOf(turn.rows, 'row')}`
  return 'Making the file'
}

function download(href: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = ''
  link.click()
}
