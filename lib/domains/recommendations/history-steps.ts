import type { DecisionAction, DecisionDetails } from '#lib/history/history-entry'
import type { DecisionHistoryRow } from '../../db/sql/lists/read-decision-history.ts'
import type { HistoryStep } from './contract.ts'

/** An entry of the history as the timeline has it. */
export function historyStep({
  id,
  at,
  actor,
  actorName,
  assigneeName,
  action,
  entry,
}: DecisionHistoryRow): HistoryStep {
  // Every entry of a recommendation is written by `historyRow`, with all of these.
  const { from, to, reason, note, committedOn, assignee, expiresOn, openFindings } = entry as DecisionDetails
  return {
    id,
    at: at.toISOString(),
    actor: { id: actor, name: actorName ?? actor },
    action: action as DecisionAction,
    from,
    to,
    reason,
    note,
    committedOn,
    assignee: assignee === null ? null : { id: assignee, name: assigneeName ?? assignee },
    expiresOn,
    openFindings,
  }
}
