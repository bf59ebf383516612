/** Answers: one transaction each, in which everything is checked, changed and written down, or nothing (T2, T20). */
import { hash, randomUUID } from 'node:crypto'
import { may } from '#lib/auth/permissions'
import { clock } from '#lib/core/clock'
import { asViewer, type Tx, type Viewer } from '#lib/db/as-viewer'
import { AppError } from '#lib/errors'
import {
  type DecisionAction,
  historyRow,
  recommendationObject,
  recommendationOf,
  type Stage,
} from '#lib/history/history-entry'
import { addHistory } from '../../db/sql/answers/add-history.ts'
import { isDecider } from '../../db/sql/answers/find-decider.ts'
import { type LockedRecommendation, lockRecommendations } from '../../db/sql/answers/lock-recommendations.ts'
import { readLastSteps } from '../../db/sql/answers/read-last-steps.ts'
import { findAnswer, rememberAnswer } from '../../db/sql/answers/remembered-answers.ts'
import { writeDecisions } from '../../db/sql/answers/write-decisions.ts'
import type { Answer, AnswerResult, CurrentState } from './contract.ts'
import { ACTION_DONE, type Deciding, type Decision, dayOfDeciding, decided, problemOf, refusalOf } from './decide.ts'
import { conflictSentence } from './words.ts'

/** Stages are written by these answers and by the judge, in these words. */
type Locked = Omit<LockedRecommendation, 'stage'> & { stage: Stage }

export async function answerRecommendations(viewer: Viewer, answer: Answer): Promise<AnswerResult> {
  if (!may(viewer, 'recommendations:decide')) throw new AppError('forbidden', 'Your role does not allow this.')
  const deciding = { actor: viewer.personId, at: clock.now() }
  const problem = problemOf(answer, dayOfDeciding(deciding))
  if (problem !== null) throw new AppError('invalid', problem)
  const { clientId, ...request } = answer
  const requestHash = hash('sha256', JSON.stringify(request), 'hex')
  return asViewer(viewer, async (tx) => {
    const known = await findAnswer(tx, viewer.personId, clientId)
    if (known) return repeated(known, requestHash)
    const result = await answerEach(tx, answer, deciding)
    await rememberAnswer(tx, { personId: viewer.personId, clientId, at: deciding.at, requestHash, result })
    return result
  })
}

function repeated(known: { requestHash: string; result: unknown }, requestHash: string): AnswerResult {
  if (known.requestHash !== requestHash) {
    throw new AppError('invalid', 'clientId: it already stands for another answer. Give each answer an id of its own')
  }
  // Written by `rememberAnswer`.
  return known.result as AnswerResult
}

async function answerEach(tx: Tx, answer: Answer, deciding: Deciding): Promise<AnswerResult> {
  const locked = (await lockRecommendations(tx, answer.items)) as Locked[]
  // One that is not the viewer's to decide looks like one that is not there (T1).
  if (locked.length < answer.items.length) throw new AppError('not_found', notThere(answer.items.length))
  await requireUnchanged(tx, locked, answer)
  if (answer.action === 'accept' && answer.assignee) await requireDecider(tx, answer.assignee)
  const after = locked.map((before) => ({ ...before, ...decided(before, answer, deciding) }))
  if (answer.action !== 'comment') await writeDecisions(tx, after, deciding.at)
  await addHistory(
    tx,
    after.map((now, index) => entryOf(locked[index]?.stage ?? now.stage, now, answer, deciding)),
  )
  return { at: deciding.at.toISOString(), items: inOrder(after, answer) }
}

const notThere = (asked: number): string =>
  asked === 1 ? 'There is no such recommendation.' : 'One of these recommendations is not there. Nothing was changed.'

/** A comment changes nothing that another answer could have changed before it. */
async function requireUnchanged(tx: Tx, locked: readonly Locked[], answer: Answer): Promise<void> {
  const versions = new Map(
    answer.items.map(({ accountId, recommendationId, version }) => [`${accountId} ${recommendationId}`, version]),
  )
  const stale = locked.filter(
    ({ accountId, recommendationId, version, stage }) =>
      (answer.action !== 'comment' && versions.get(`${accountId} ${recommendationId}`) !== version) ||
      refusalOf(stage, answer.action) !== null,
  )
  if (stale.length === 0) return
  const current = await currentStates(tx, stale)
  const refusal = refusalOf(stale[0]?.stage ?? 'resolved', answer.action)
  throw new AppError('conflict', conflictSentence(current, answer, refusal), { current })
}

async function currentStates(tx: Tx, stale: readonly Locked[]): Promise<CurrentState[]> {
  const steps = await readLastSteps(
    tx,
    stale.map(({ recommendationId }) => recommendationObject(recommendationId)),
  )
  return stale.map(({ accountId, recommendationId, version, stage }) => {
    const step = steps.find(({ object }) => recommendationOf(object) === recommendationId)
    const last = step && {
      actor: { id: step.actor, name: step.actorName ?? step.actor },
      // Written by the history's own functions.
      action: step.action as DecisionAction,
      at: step.at.toISOString(),
    }
    return { accountId, recommendationId, version, stage, last: last ?? null }
  })
}

async function requireDecider(tx: Tx, personId: string): Promise<void> {
  if (!(await isDecider(tx, personId))) {
    throw new AppError('invalid', 'assignee: there is nobody of this id who answers recommendations')
  }
}

function entryOf(from: Stage, now: Locked & Decision, answer: Answer, { actor, at }: Deciding) {
  const isDecision = answer.action === 'accept' || answer.action === 'reject'
  const { accountId, recommendationId, stage, openFindings, dueOn } = now
  return historyRow(
    {
      accountId,
      recommendationId,
      action: ACTION_DONE[answer.action],
      actor,
      at,
      from,
      to: stage,
      note: answer.note,
      reason: isDecision ? now.reason : null,
      committedOn: isDecision ? now.committedOn : null,
      assignee: isDecision ? now.assignee : null,
      expiresOn: isDecision ? now.expiresOn : null,
      openFindings,
      dueOn,
    },
    randomUUID(),
  )
}

function inOrder(after: readonly (Locked & Decision)[], answer: Answer): AnswerResult['items'] {
  return answer.items.flatMap(({ accountId, recommendationId }) => {
    const now = after.find((one) => one.accountId === accountId && one.recommendationId === recommendationId)
    if (!now) return []
    const version = answer.action === 'comment' ? now.version : now.version + 1
    return [{ accountId, recommendationId, version, stage: now.stage }]
  })
}
