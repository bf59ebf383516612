import { randomUUID } from 'node:crypto'
import { clock } from '../../lib/core/clock.ts'
import { defaultValues } from '../../lib/core/list.ts'
import { dayOf } from '../../lib/core/time.ts'
import type { Viewer } from '../../lib/db/as-viewer.ts'
import {
  answerRequest,
  type RecommendationRow,
  recommendationList,
} from '../../lib/domains/recommendations/contract.ts'
import { answerRecommendations } from '../../lib/domains/recommendations/mutations.ts'
import { listRecommendationPage } from '../../lib/domains/recommendations/queries.ts'
import { AppError } from '../../lib/errors.ts'
import type { Occasion } from './past-week.ts'
import { scriptedAnswers } from './scripted-answers.ts'

/** One morning of everybody who decides: each answers what is theirs, as a person does on the page. */
export async function decide(deciders: readonly Viewer[], week: number, occasion: Occasion): Promise<void> {
  const spokenFor = deciders.flatMap(({ teamIds }) => teamIds)
  for (const viewer of deciders) {
    const rows = (await listAnswerable(viewer)).filter(
      // What has an owner who answers is left to them.
      ({ teamId }) => viewer.role === 'member' || teamId === null || !spokenFor.includes(teamId),
    )
    const { personId } = viewer
    const today = dayOf(clock.now())
    const answers = scriptedAnswers(rows, { occasion, week, today, personId })
    for (const answer of answers) {
      await unlessSomebodyWasFirst(() =>
        answerRecommendations(viewer, answerRequest.parse({ ...answer, clientId: randomUUID() })),
      )
    }
  }
}

/** Two answers to one thing in one morning: the second is refused, as on the page, and left at that. */
async function unlessSomebodyWasFirst(answer: () => Promise<unknown>): Promise<void> {
  try {
    await answer()
  } catch (error) {
    if (!(error instanceof AppError && error.kind === 'conflict')) throw error
  }
}

/** The most urgent of those that wait or are worked on, and what was turned down. */
async function listAnswerable(viewer: Viewer): Promise<RecommendationRow[]> {
  const values = defaultValues(recommendationList)
  const pages = [['pending_response'], ['in_progress'], ['dismissed']].map((status) =>
    listRecommendationPage(viewer, { ...values, size: 100, filters: { status } }),
  )
  return (await Promise.all(pages)).flatMap(({ rows }) => rows)
}
