import { createInterface } from 'node:readline'
import { AppError } from '../../lib/errors.ts'
import { progress } from '../prepare/progress.mjs'
import { type ChildOptions, lastWords, startChild } from './child.ts'

/** Fills the demo's past in a process of its own, which is quick when there is nothing left to fill. */
export async function fillPast(options: Pick<ChildOptions, 'settings' | 'logDir' | 'closers'>): Promise<void> {
  const child = startChild({ name: 'fill-past', args: ['bin/steward.mjs', 'fill-past'], isRead: true, ...options })
  let step: ReturnType<typeof progress> | undefined
  if (child.process.stdout) {
    createInterface({ input: child.process.stdout }).on('line', (week) => {
      step ??= progress('Filling the past of the demo')
      step.update(week)
    })
  }
  const sentence = await child.ended
  if (child.process.exitCode !== 0) {
    throw new AppError(
      'unavailable',
      `The past of the demo could not be filled: ${sentence}\n${lastWords(child.logFile)}`,
    )
  }
  step?.done('twelve weeks')
}
