import type { AnyJob } from '#lib/queue/define-job'
import { collectionAccount } from './collection-account.ts'
import { collectionAccountParked } from './collection-account-parked.ts'
import { collectionStart } from './collection-start.ts'
import { collectionStartParked } from './collection-start-parked.ts'
import { judgeEverything } from './judge-everything.ts'
import { weeklyReport } from './weekly-report.ts'

export const allJobs: readonly AnyJob[] = [
  collectionStart,
  collectionStartParked,
  collectionAccount,
  collectionAccountParked,
  judgeEverything,
  weeklyReport,
]
