import { advisorFlagged } from './advisor-flagged.ts'
import { configEvaluations } from './config-evaluations.ts'
import type { List } from './define-list.ts'

/** Every declared list, for what is made from all of them. */
export const LISTS: readonly List[] = [configEvaluations, advisorFlagged]
