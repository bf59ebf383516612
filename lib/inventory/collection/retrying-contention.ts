/** SQLSTATEs of transactions that lost to another one and may simply be run again (F60). */
const CONTENTION = new Set(['40001', '40P01'])
const ATTEMPTS = 5

export async function retryingContention<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (attempt === ATTEMPTS || !CONTENTION.has(code)) throw error
    }
  }
}
