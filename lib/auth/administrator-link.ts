/** The first administrator comes in by a link that a command prints: good once, for fifteen minutes, kept as a hash. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ownOrigin } from '../core/own-address.ts'
import { MINUTE_MS } from '../core/time.ts'
import { authDatabase } from '../db/auth-database.ts'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from './record-access.ts'
import { beginSession } from './sessions.ts'

const LINK_LIFETIME_MS = 15 * MINUTE_MS
const TOKEN_BYTES = 32

const hashOf = (token: string) => new Uint8Array(createHash('sha256').update(token).digest())

/** Makes a link for `steward admin create`. The token is in no other place than the returned text. */
export async function issueAdministratorLink(email: string): Promise<{ url: string; expiresAt: Date }> {
  const parsed = z.email().safeParse(email.trim().toLowerCase())
  if (!parsed.success)
    throw new AppError('usage', 'Give the administrator’s e-mail address: npx steward admin create EMAIL')
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const createdAt = new Date()
  const expiresAt = new Date(createdAt.getTime() + LINK_LIFETIME_MS)
  await authDatabase().$transaction(async (tx) => {
    await tx.administratorLink.create({ data: { tokenHash: hashOf(token), email: parsed.data, createdAt, expiresAt } })
    await recordAccess(tx, {
      actor: 'operator',
      action: 'administrator_link.issued',
      object: `email:${parsed.data}`,
      entry: { expiresAt: expiresAt.toISOString() },
    })
  })
  // In the fragment, so that the token reaches no log on its way and no scanner of mails can use the link.
  return { url: `${ownOrigin(env())}/administrator#${token}`, expiresAt }
}

/** Uses a link up and signs its person in as an administrator. */
export async function redeemAdministratorLink(token: string): Promise<Headers> {
  const personId = await authDatabase().$transaction(async (tx) => {
    const now = new Date()
    const tokenHash = hashOf(token)
    // Taking and checking is one statement, so that of two clicks one wins.
    const { count } = await tx.administratorLink.updateMany({
      where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    })
    if (count !== 1) {
      throw new AppError(
        'forbidden',
        'This link has been used or has expired. Make a new one: npx steward admin create EMAIL',
      )
    }
    const { email } = await tx.administratorLink.findUniqueOrThrow({ where: { tokenHash } })
    const person = await tx.person.upsert({
      where: { email },
      create: { id: randomUUID(), email, name: email, role: 'ccoe', createdAt: now },
      update: { role: 'ccoe', disabledAt: null },
    })
    await recordAccess(tx, {
      actor: person.id,
      action: 'administrator_link.used',
      object: `person:${person.id}`,
      entry: { email, role: 'ccoe' },
    })
    return person.id
  })
  return beginSession(personId)
}
