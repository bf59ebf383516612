import type { OrganizationDeltas } from '../../db/sql/judging/add-organization-counts.ts'
import { Counts } from './counts.ts'
import type { AccountTally } from './tally.ts'

type Keys<Name extends keyof OrganizationDeltas, Counted extends string> = Omit<
  OrganizationDeltas[Name][number],
  Counted
>

/** What accounts add to the organisation's counts, whose keys are the accounts' without what is of one account only. */
export class OrganizationTally {
  readonly #findings = new Counts<Keys<'findings', 'findings'>>()
  readonly #movement = new Counts<Keys<'movement', 'opened' | 'closed'>>()
  readonly #runtimes = new Counts<Keys<'runtimes', 'functions'>>()
  readonly #regions = new Counts<Keys<'regions', 'functions'>>()
  readonly #accounts = new Counts<Keys<'accounts', 'accounts'>>()

  add(account: AccountTally): void {
    for (const { region: _region, findings, ...key } of account.findings.rows('findings')) {
      this.#findings.add(key, 'findings', findings)
    }
    for (const { teamId: _teamId, opened, closed, ...key } of account.movement.rows('opened', 'closed')) {
      this.#movement.add(key, 'opened', opened)
      this.#movement.add(key, 'closed', closed)
    }
    for (const { region, functions, ...key } of account.runtimes.rows('functions')) {
      this.#runtimes.add(key, 'functions', functions)
      this.#regions.add({ region }, 'functions', functions)
    }
  }

  /** An account has its first functions on a runtime, or has lost its last. */
  addAccount(runtime: string, by: 1 | -1): void {
    this.#accounts.add({ runtime }, 'accounts', by)
  }

  get deltas(): OrganizationDeltas {
    return {
      findings: this.#findings.rows('findings'),
      runtimes: this.#runtimes.rows('functions'),
      accounts: this.#accounts.rows('accounts'),
      regions: this.#regions.rows('functions'),
      movement: this.#movement.rows('opened', 'closed'),
    }
  }
}
