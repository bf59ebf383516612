/** Who may sign: the hub's standing keys, and the keys that AssumeRole hands out for a limited time. */
import { createHash, randomBytes } from 'node:crypto'

/** `hub` may call the organisation and assume roles; `member` may read one account. */
export type Identity = {
  kind: 'hub' | 'member'
  accountId: string
  /** As AWS names it in GetCallerIdentity and in refusals. */
  arn: string
  userId: string
}

export type Key = {
  accessKeyId: string
  secretAccessKey: string
  /** Null for standing keys. */
  sessionToken: string | null
  /** In real time, as the signatures are. Null: never. */
  expiresAt: number | null
  identity: Identity
}

export type Credentials = {
  hub: Key
  find(accessKeyId: string): Key | undefined
  open(identity: Identity, durationSeconds: number): Key & { sessionToken: string; expiresAt: number }
  /** Ends a session at once, as when its token had run out. */
  expire(key: Key): void
}

/** Sessions long past are forgotten, so that weeks of collections do not fill the memory. */
const FORGET_AFTER_MS = 6 * 60 * 60 * 1_000
const SWEEP_EVERY = 1_000

export function createCredentials(managementAccountId: string, seed: number): Credentials {
  const hub = hubKey(managementAccountId, seed)
  const keys = new Map<string, Key>([[hub.accessKeyId, hub]])
  let opened = 0
  return {
    hub,
    find: (accessKeyId) => keys.get(accessKeyId),
    open(identity, durationSeconds) {
      opened += 1
      if (opened % SWEEP_EVERY === 0) forgetOld(keys)
      const key = {
        accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: `IQoJb3JpZ2luX2Vj${randomBytes(96).toString('base64')}`,
        expiresAt: Date.now() + durationSeconds * 1_000,
        identity,
      }
      keys.set(key.accessKeyId, key)
      return key
    },
    expire(key) {
      if (key.expiresAt !== null) keys.set(key.accessKeyId, { ...key, expiresAt: 0 })
    },
  }
}

/** The same for the same seed: whoever starts a simulator again need not change settings. */
function hubKey(accountId: string, seed: number): Key {
  const digest = createHash('sha256').update(`hub/${seed}`).digest()
  return {
    accessKeyId: `AKIA${digest.toString('hex').slice(0, 16).toUpperCase()}`,
    secretAccessKey: createHash('sha256').update(digest).digest('base64').slice(0, 40),
    sessionToken: null,
    expiresAt: null,
    identity: {
      kind: 'hub',
      accountId,
      arn: `arn:aws:iam::${accountId}:user/StewardHub`,
      userId: `AIDA${digest.toString('hex').slice(16, 32).toUpperCase()}`,
    },
  }
}

function forgetOld(keys: Map<string, Key>): void {
  const limit = Date.now() - FORGET_AFTER_MS
  for (const [id, { expiresAt }] of keys) if (expiresAt !== null && expiresAt < limit) keys.delete(id)
}
