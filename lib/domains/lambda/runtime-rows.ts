import type { LambdaRuntime, RuntimeCatalogue } from '#lib/catalogue/lambda-runtimes'
import { catalogueAgeDays } from '#lib/catalogue/lambda-runtimes'
import { deprecatedRuntime } from '#lib/checks/lambda/deprecated-runtime'
import type { Day } from '#lib/core/time'
import type { CountedRuntime } from '../../db/sql/lists/count-runtimes.ts'
import {
  type CatalogueStamp,
  CONTAINER_IMAGE,
  type RuntimeDates,
  type RuntimeRow,
  type RuntimeStage,
} from './contract.ts'

const NO_DATES: RuntimeDates = { deprecatedOn: null, blockCreateOn: null, blockUpdateOn: null }

/** How far a runtime is on its way out on a day; the last step it has reached names it. */
function stageOf(known: LambdaRuntime, verdict: string, today: Day): RuntimeStage {
  const reached = (date: Day | null) => date !== null && date <= today
  if (reached(known.blockUpdateOn)) return 'update_blocked'
  if (reached(known.blockCreateOn)) return 'create_blocked'
  if (reached(known.deprecatedOn)) return 'deprecated'
  return verdict === 'approaching' ? 'approaching' : 'supported'
}

/** Of two on one day the first to come counts, and of those that are all past the last. */
function dateThatIs(dates: RuntimeDates, dueOn: Day | null, today: Day): keyof RuntimeDates | null {
  if (dueOn === null) return null
  const named = (['deprecatedOn', 'blockCreateOn', 'blockUpdateOn'] as const).filter((name) => dates[name] === dueOn)
  return (dueOn >= today ? named.at(0) : named.at(-1)) ?? null
}

/** A runtime's counts with what the catalogue says of it. */
export function runtimeRow(
  { runtime, ...counts }: CountedRuntime,
  { runtimes, today, noticeDays }: { runtimes: RuntimeCatalogue['runtimes']; today: Day; noticeDays: number },
): RuntimeRow {
  if (runtime === '') {
    return {
      runtime: CONTAINER_IMAGE,
      name: 'Container image',
      stage: 'unknown',
      ...NO_DATES,
      dueOn: null,
      dueIs: null,
      ...counts,
    }
  }
  const judgement = deprecatedRuntime.judge({ runtime, packageType: 'Zip' }, { runtimes, today, noticeDays })
  const { known, dueOn, verdict } = judgement
  if (known === null) {
    return { runtime, name: runtime, stage: 'unknown', ...NO_DATES, dueOn: null, dueIs: null, ...counts }
  }
  const { deprecatedOn, blockCreateOn, blockUpdateOn } = known
  const dates = { deprecatedOn, blockCreateOn, blockUpdateOn }
  return {
    runtime,
    name: known.name,
    stage: stageOf(known, verdict, today),
    ...dates,
    dueOn,
    dueIs: dateThatIs(dates, dueOn, today),
    ...counts,
  }
}

const STAGE_ORDER: Record<RuntimeStage, number> = {
  update_blocked: 0,
  create_blocked: 0,
  deprecated: 0,
  approaching: 1,
  unknown: 2,
  supported: 3,
}

/** What is deprecated or soon will be first, by its next date; then what nobody knows; then what is fine. */
export function compareByUrgency(a: RuntimeRow, b: RuntimeRow): number {
  const [dueA, dueB] = [a.dueOn ?? '9999-12-31', b.dueOn ?? '9999-12-31']
  return (
    STAGE_ORDER[a.stage] - STAGE_ORDER[b.stage] ||
    (dueA < dueB ? -1 : dueA > dueB ? 1 : 0) ||
    b.functions - a.functions ||
    (a.runtime < b.runtime ? -1 : 1)
  )
}

export function catalogueStamp(catalogue: RuntimeCatalogue, problem: string | null, today: Day): CatalogueStamp {
  return {
    asOf: catalogue.asOf,
    ageDays: catalogueAgeDays(catalogue, today),
    source: Object.values(catalogue.sources)[0] ?? 'not known',
    problem,
  }
}
