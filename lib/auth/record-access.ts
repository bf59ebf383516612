import { randomUUID } from 'node:crypto'
import { clock } from '../core/clock.ts'
import type { PrismaClient } from '../db/generated/client.ts'

type AuthTx = Pick<PrismaClient, 'history'>

type Entry = { actor: string; action: string; object: string; entry: Record<string, string | null> }

/** Adds an entry to the append-only history, by the role that may add and never read it. */
export async function recordAccess(tx: AuthTx, { actor, action, object, entry }: Entry): Promise<void> {
  // `createMany` asks for nothing back: this role may not read what it wrote.
  await tx.history.createMany({ data: [{ at: clock.now(), id: randomUUID(), actor, action, object, entry }] })
}
