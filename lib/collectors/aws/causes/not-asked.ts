/** Why a scope was not asked at all: what it builds on, its account or its Region leaves nothing to ask. */
import type { NotRead } from './not-read.ts'

/** A scope that was not asked because what it builds on was never read. */
export function dependencyMissing(dependency: string): NotRead {
  return {
    status: 'skipped',
    cause: {
      code: 'DEPENDENCY',
      message: `Not read, because ${dependency} has never been read completely here.`,
      remedy: `See what keeps ${dependency} from being read.`,
    },
  }
}

/** Every scope of an account that is not active. */
export function accountNotActive(accountName: string, state: string): NotRead {
  return {
    status: 'skipped',
    cause: {
      code: 'ACCOUNT_STATE',
      message: `${accountName} is ${state}: AWS lets nobody read it. What was known is kept as it was.`,
      remedy: 'Nothing to do.',
    },
  }
}

/** A Region that settings name and the account has not enabled. */
export function regionNotEnabled(accountName: string, region: string): NotRead {
  return {
    status: 'disabled',
    cause: {
      code: 'REGION',
      message: `The Region ${region} is not enabled in ${accountName}.`,
      remedy: 'Nothing to do, unless it should be: then enable it in the account.',
    },
  }
}
