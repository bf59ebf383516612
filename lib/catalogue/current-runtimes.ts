/** The runtime catalogue in force: the built-in one, with the file named by STEWARD_RUNTIMES_FILE over it. */
import { readFileSync, statSync } from 'node:fs'
import { env } from '../env.ts'
import { BUILT_IN_RUNTIMES, hashOfCatalogue, parseOverride, type RuntimeCatalogue } from './lambda-runtimes.ts'

export type CurrentRuntimes = {
  catalogue: RuntimeCatalogue
  /** Why the override is not in force, in a sentence; null when there is none or it is. */
  problem: string | null
}

type Loaded = CurrentRuntimes & { file: string | undefined; stamp: string }

let loaded: Loaded | undefined

/** Changes whenever the file does, so that an edit is noticed without a restart. */
function stampOf(file: string): string {
  const status = statSync(file, { throwIfNoEntry: false })
  return status ? `${status.mtimeMs} ${status.size}` : 'absent'
}

function refused(problem: string, lastGood: RuntimeCatalogue): CurrentRuntimes {
  const kept = lastGood === BUILT_IN_RUNTIMES ? "Steward's own dates" : 'the last good file'
  return { catalogue: lastGood, problem: `STEWARD_RUNTIMES_FILE is not used: ${problem}. In force: ${kept}.` }
}

/** A bad override is refused as a whole and the last good catalogue stays in force (F91). */
export function readOverride(file: string, lastGood: RuntimeCatalogue): CurrentRuntimes {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return refused('the file cannot be read', lastGood)
  }
  const outcome = parseOverride(text)
  return 'problem' in outcome ? refused(outcome.problem, lastGood) : { catalogue: outcome.catalogue, problem: null }
}

export function currentRuntimes(file: string | undefined = env().runtimesFile): CurrentRuntimes {
  if (file === undefined) return { catalogue: BUILT_IN_RUNTIMES, problem: null }
  const stamp = stampOf(file)
  if (loaded?.file !== file || loaded.stamp !== stamp) {
    const lastGood = loaded?.file === file ? loaded.catalogue : BUILT_IN_RUNTIMES
    loaded = { ...readOverride(file, lastGood), file, stamp }
  }
  return { catalogue: loaded.catalogue, problem: loaded.problem }
}

/** Names what judging depends on besides the rows: when it changes, everything is judged anew. */
export function catalogueHash(): string {
  const { noticeDays, askSeverity, teamTags } = env()
  return hashOfCatalogue(currentRuntimes().catalogue, { noticeDays, askSeverity, teamTags })
}
