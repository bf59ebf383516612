import type { AnyJob } from '#lib/queue/define-job'
import { collectionAccount } from './collection-account.ts'
import { collectionAccountParked } from './collection-account-parked.ts'
import { collectionStart } from './collection-start.ts'
import { judgeEverything } from './judge-everything.ts'
import { weeklyReport } from './weekly-report.ts'

export const allJobs: readonly AnyJob[] = [
  collectionStart,
  collectionAccount,
  collectionAccountParked,
  judgeEverything,
  weeklyReport,
]
