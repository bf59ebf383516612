import type { MovementOrganizationDelta } from '../../db/sql/judging/add-to-movement-organization.ts'
import type { RegionDelta } from '../../db/sql/judging/add-to-region-totals.ts'
import type { RollupOrganizationDelta } from '../../db/sql/judging/add-to-rollup-organization.ts'
import type { RuntimeAccountsDelta } from '../../db/sql/judging/add-to-runtime-accounts.ts'
import type { RuntimeDelta } from '../../db/sql/judging/add-to-runtime-totals.ts'
import { Counts } from './counts.ts'
import type { AccountTally } from './tally.ts'

/** What accounts add to the organisation's counts, whose keys are the accounts' without what is of one account only. */
export class OrganizationTally {
  readonly #findings = new Counts<Omit<RollupOrganizationDelta, 'findings'>>()
  readonly #movement = new Counts<Omit<MovementOrganizationDelta, 'opened' | 'closed'>>()
  readonly #runtimes = new Counts<Omit<RuntimeDelta, 'functions'>>()
  readonly #regions = new Counts<Omit<RegionDelta, 'functions'>>()
  readonly #accounts = new Counts<Omit<RuntimeAccountsDelta, 'accounts'>>()

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

  get findings(): RollupOrganizationDelta[] {
    return this.#findings.rows('findings')
  }

  get runtimes(): RuntimeDelta[] {
    return this.#runtimes.rows('functions')
  }

  get accounts(): RuntimeAccountsDelta[] {
    return this.#accounts.rows('accounts')
  }

  get regions(): RegionDelta[] {
    return this.#regions.rows('functions')
  }

  get movement(): MovementOrganizationDelta[] {
    return this.#movement.rows('opened', 'closed')
  }
}
