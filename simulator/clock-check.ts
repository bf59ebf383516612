/** How far a signature's time may be from the service's. */
import { MINUTE_MS } from '#lib/core/time'
import type { Fault } from './faults.ts'
import { refusals, type ServiceName } from './protocols/refusals.ts'
import { type Claim, instantOf, timestampOf } from './protocols/signature.ts'

const TOLERANCE_MS = 5 * MINUTE_MS

/** How much later it is at the service than here. */
export function clockSkewMs(faults: readonly Fault[]): number {
  const skew = faults.find(({ effect }) => effect === 'clockSkew')
  return skew ? skew.minutes * MINUTE_MS : 0
}

export function checkTime({ timestamp }: Claim, serverTime: Date, service: ServiceName): void {
  const behindMs = serverTime.getTime() - instantOf(timestamp).getTime()
  const now = timestampOf(serverTime)
  if (behindMs > TOLERANCE_MS) {
    const oldest = timestampOf(new Date(serverTime.getTime() - TOLERANCE_MS))
    throw refusals.wrongTime(service, `Signature expired: ${timestamp} is now earlier than ${oldest} (${now} - 5 min.)`)
  }
  // Written so that an instant that is none is refused as well.
  if (!(behindMs >= -TOLERANCE_MS)) {
    const newest = timestampOf(new Date(serverTime.getTime() + TOLERANCE_MS))
    throw refusals.wrongTime(
      service,
      `Signature not yet current: ${timestamp} is still later than ${newest} (${now} + 5 min.)`,
    )
  }
}
