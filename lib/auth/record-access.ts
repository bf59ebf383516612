import { randomUUID } from 'node:crypto'
import { clock } from '../core/clock.ts'
import type { AuthTx } from '../db/auth-database.ts'

type Entry = { actor: string; action: string; object: string; entry: Record<string, string | null> }

/** Adds an entry to the append-only history, by the role that may add and never read it. */
export async function recordAccess(
  tx: Pick<AuthTx, 'history'>,
  { actor, action, object, entry }: Entry,
): Promise<void> {
  // `createMany` asks for nothing back: this role may not read what it wrote.
  await tx.history.createMany({ data: [{ at: clock.now(), id: randomUUID(), actor, action, object, entry }] })
}
