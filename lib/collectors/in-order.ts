/** Several questions at once, answers in the order of the questions. */

/** How many of one scope's questions are under way together. Ours: enough to fill AWS's rate at its usual latency. */
export const QUESTIONS_AT_ONCE = 4

export async function* inOrder<Subject, Answer>(
  subjects: Iterable<Subject>,
  ask: (subject: Subject) => Promise<readonly Answer[]>,
): AsyncIterable<Answer> {
  const pending: Promise<readonly Answer[]>[] = []
  for (const subject of subjects) {
    const answer = ask(subject)
    // When an earlier one fails nobody waits for this one any more; its failure must not become an unhandled one.
    answer.catch(() => {})
    pending.push(answer)
    if (pending.length < QUESTIONS_AT_ONCE) continue
    const first = pending.shift()
    if (first) yield* await first
  }
  for (const answer of pending) yield* await answer
}
