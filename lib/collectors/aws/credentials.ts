/** Credentials that many calls share and that can be renewed under all of them at once. */
import type { AwsCredentialIdentity, Provider } from '@smithy/types'
import { MINUTE_MS } from '#lib/core/time'

/** Renewed this long before they end, so that no request is signed with credentials about to expire. */
const RENEW_BEFORE_MS = 5 * MINUTE_MS

export type Credentials = {
  /** For a client. Marked as memoised: the SDK then asks for every request, and what is renewed here is used at once. */
  provide: Provider<AwsCredentialIdentity> & { memoized: true }
  /** The access key id of the credentials in use, to tell later whether they have been replaced. */
  keyId(): string | undefined
  /** Replaces credentials that AWS calls expired. True when there are now others than those with `staleKeyId`. */
  renew(staleKeyId: string | undefined): Promise<boolean>
  /** Others of the same role, which nobody else uses. Absent where there is only one set. */
  another?(): Credentials
}

/** Credentials and for how long they are good, counted from now: AWS's clock may not be ours. */
export type Lease = { identity: AwsCredentialIdentity; validForMs: number }

/** Leases credentials when first asked, again before they end, and once for all callers when AWS says they have. */
export function leasedCredentials(lease: () => Promise<Lease>): Credentials {
  let current: { identity: AwsCredentialIdentity; renewAtMs: number } | undefined
  let pending: Promise<AwsCredentialIdentity> | undefined

  const take = (): Promise<AwsCredentialIdentity> => {
    pending ??= lease()
      .then(({ identity, validForMs }) => {
        current = { identity, renewAtMs: performance.now() + Math.max(validForMs - RENEW_BEFORE_MS, validForMs / 2) }
        return identity
      })
      .finally(() => {
        pending = undefined
      })
    return pending
  }
  const provide = async () => (current && performance.now() < current.renewAtMs ? current.identity : take())
  return {
    another: () => leasedCredentials(lease),
    provide: Object.assign(provide, { memoized: true as const }),
    keyId: () => current?.identity.accessKeyId,
    renew: async (staleKeyId) => {
      if (current?.identity.accessKeyId !== staleKeyId) return true
      return (await take()).accessKeyId !== staleKeyId
    },
  }
}

/**
 * Shared credentials as one scope uses them. Where those it has just had renewed are called expired as well, something
 * ends them again and again: the scope goes on with its own, so that no other scope's calls spoil it (I7).
 */
export function credentialsOfScope(shared: Credentials): Credentials {
  const { another } = shared
  if (another === undefined) return shared
  const renewed = new Set<string>()
  let own: Credentials | undefined
  return {
    provide: Object.assign(() => (own ?? shared).provide(), { memoized: true as const }),
    keyId: () => (own ?? shared).keyId(),
    renew: async (staleKeyId) => {
      if (own) return own.renew(staleKeyId)
      if (staleKeyId !== undefined && renewed.has(staleKeyId)) {
        own = another()
        return (await own.provide()).accessKeyId !== staleKeyId
      }
      const isRenewed = await shared.renew(staleKeyId)
      renewed.add(shared.keyId() ?? '')
      return isRenewed
    },
  }
}
