/** What is to be exported of Trusted Advisor: what its checks flag, and what each of them says. */
import type { State } from '../state.ts'
import type { Account } from '../world/accounts.ts'
import { type Advice, REFRESHED_AT } from '../world/advice/advice.ts'
import { knowsAccounts } from './coverage.ts'
import { knownBy } from './known.ts'
import type { TruthOptions } from './tell-truth.ts'

type KnownAdvice = { account: Account; advice: Advice }

function knownAdvice(state: State, options: TruthOptions): readonly KnownAdvice[] {
  if (!knowsAccounts(state, options)) return []
  const day = state.world.at(state.now())
  const known = knownBy(state, options)
  return day.accounts
    .filter(({ id }) => known.advice(id))
    .flatMap((account) => day.adviceFor(account).map((advice) => ({ account, advice })))
}

export function flaggedTruth(state: State, options: TruthOptions): readonly object[] {
  return knownAdvice(state, options).flatMap(({ account, advice: { check, resources } }) =>
    resources
      .filter(({ status }) => status !== 'ok')
      .map(({ awsId, region, status, isSuppressed, metadata }) => ({
        ...{ accountId: account.id, accountName: account.name, checkId: check.id, resourceId: awsId, region, status },
        ...{ suppressed: isSuppressed, checkName: check.name, category: check.category },
        metadata: Object.fromEntries(
          metadata.flatMap((cell, at) => (cell === null ? [] : [[check.columns[at] ?? `column ${at + 1}`, cell]])),
        ),
      })),
  )
}

export function checkTruth(state: State, options: TruthOptions): readonly object[] {
  const byCheck = Map.groupBy(knownAdvice(state, options), ({ advice }) => advice.check.id)
  return [...byCheck].map(([checkId, told]) => {
    const { name, category, savings } = told[0]?.advice.check ?? { name: '', category: '', savings: null }
    const flagged = told.map(({ advice }) => advice.resources.filter((one) => one.status !== 'ok' && !one.isSuppressed))
    const count = (status: Advice['status']) => told.filter(({ advice }) => advice.status === status).length
    return {
      ...{ checkId, name, category, accounts: told.length, other: 0 },
      ...{ error: count('error'), warning: count('warning'), ok: count('ok'), notAvailable: count('not_available') },
      flagged: flagged.flat().length,
      suppressed: told.flatMap(({ advice }) => advice.resources.filter(({ isSuppressed }) => isSuppressed)).length,
      // A check that does not speak of money saves an unknown sum, not none.
      monthlySavings: savings === null ? null : sumOf(flagged.map(({ length }) => length * savings)),
      refreshedAt: new Date(`${told[0]?.advice.refreshedOn}T${REFRESHED_AT}`).toISOString(),
    }
  })
}

/** Each in whole cents, as AWS tells an account. */
const sumOf = (dollars: readonly number[]): number => dollars.reduce((sum, one) => sum + Math.round(one * 100), 0) / 100
