import { text } from 'node:stream/consumers'
import { type ChildOptions, lastWords, startChild } from './child.ts'

/** Collects once with the worker that runs, and shows how it goes. That it fails is told and ends nothing. */
export async function collectNow(options: Pick<ChildOptions, 'settings' | 'logDir' | 'closers'>): Promise<void> {
  process.stderr.write('Collecting …\n')
  const args = ['bin/steward.mjs', 'collect', '--at-start', '--wait', '--json']
  const child = startChild({ name: 'collect', args, isRead: true, ...options })
  const output = child.process.stdout ? await text(child.process.stdout) : ''
  await child.ended
  process.stderr.write(`Collecting: ${summary(output) ?? `it did not work.\n${lastWords(child.logFile)}`}\n`)
}

function summary(output: string): string | undefined {
  if (output.trim() === '') return undefined
  const { status, scopes, rows, durationMs } = JSON.parse(output) as {
    status: string
    scopes: Record<string, number>
    rows: number
    durationMs: number
  }
  const states = Object.entries(scopes)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state.replace('_', ' ')}`)
  return `${status}, ${states.join(', ')}, ${rows} rows in ${(durationMs / 1000).toFixed(1)} s`
}
