import { formatDay } from '#lib/core/format'
import type { AnswerAction, Named } from '#lib/domains/recommendations/contract'
import type { Draft } from './use-answer.ts'

/** What an answer will bring about, in a sentence or two, as far as it has been filled in. */
export function whatWillHappen(action: AnswerAction, count: number, draft: Draft, people: readonly Named[]): string {
  const [it, waits, stays, comes, moves, resolves] =
    count === 1
      ? ['It', 'waits', 'stays', 'comes', 'moves', 'resolves']
      : [count === 2 ? 'Both' : `All ${count}`, 'wait', 'stay', 'come', 'move', 'resolve']
  switch (action) {
    case 'acknowledge':
      return `Everybody sees that you have seen ${count === 1 ? 'it' : 'them'}. ${it} still ${waits} for a decision.`
    case 'accept': {
      const until = draft.committedOn ? `, to be done by ${formatDay(draft.committedOn)}` : ''
      const who = people.find(({ id }) => id === draft.assignee)?.name
      const by = who ? `, with ${who} responsible` : ''
      return `${it} ${moves} to “In progress”${until}${by}, and ${resolves} without you once a complete collection finds nothing open.`
    }
    case 'reject': {
      const back = draft.expiresOn
        ? `${it} ${comes} back on ${formatDay(draft.expiresOn)} and ${waits} for an answer again.`
        : `${it} ${stays} closed until somebody reopens ${count === 1 ? 'it' : 'them'}.`
      return `${it} ${moves} to “Closed”. ${back} What is open stays visible on the pages of its source.`
    }
    case 'claim_fixed':
      return `${it} ${moves} to “Fixed, not yet confirmed”, and ${resolves} once a complete collection agrees. AWS can take 72 hours.`
    case 'reopen':
      return `The answer is taken back. ${it} ${waits} for one again; the history keeps the old one.`
    case 'comment':
      return 'Nothing else changes.'
  }
}
