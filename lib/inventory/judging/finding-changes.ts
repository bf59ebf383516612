/** Changes of findings of one account, gathered with what they add to its counts, and written in three statements. */
import type { PoolClient } from 'pg'
import { insertTransitions, type TransitionInsert } from '../../db/sql/judging/insert-transitions.ts'
import type { StoredFinding } from '../../db/sql/judging/select-findings.ts'
import { type FindingWrite, writeFindings } from '../../db/sql/judging/write-findings.ts'
import { type WitnessWrite, writeWitnesses } from '../../db/sql/judging/write-witnesses.ts'
import type { AccountTally } from './tally.ts'
import type { WitnessChange } from './witnesses.ts'

type When = { at: Date; recordedAt: Date; runId: string | null }

export class FindingChanges {
  readonly #tally: AccountTally
  readonly #when: When
  readonly #findings: FindingWrite[] = []
  readonly #transitions: TransitionInsert[] = []
  readonly #witnesses: WitnessWrite[] = []

  constructor(tally: AccountTally, when: When) {
    this.#tally = tally
    this.#when = when
  }

  add(before: StoredFinding | undefined, { change, witness }: WitnessChange): void {
    if (witness) this.#witnesses.push(witness)
    if (!change) return
    const { after, transition } = change
    const { at, recordedAt, runId } = this.#when
    this.#tally.countFinding(before?.row, after)
    this.#findings.push({ ...after, changedAt: at })
    if (!transition) return
    const { id: findingId, checkId, region } = after
    this.#tally.countMovement(checkId, before?.row, transition)
    this.#transitions.push({ ...transition, findingId, checkId, region, recordedAt, runId })
  }

  async write(client: PoolClient, accountId: string): Promise<void> {
    await writeFindings(client, accountId, this.#findings)
    await writeWitnesses(client, accountId, this.#witnesses)
    await insertTransitions(client, accountId, this.#transitions)
  }
}
