/** What calls to AWS came to, by service and operation; written with the run. */
export type OperationStatistics = {
  service: string
  operation: string
  /** Requests on the wire, retries included. */
  calls: number
  retries: number
  throttles: number
  errors: number
  durationMs: number
}

/** One request on the wire and how it ended. */
export type Attempt = {
  service: string
  operation: string
  durationMs: number
  isRetry: boolean
  outcome: 'answered' | 'throttled' | 'error'
}

export class CallStatistics {
  private readonly operations = new Map<string, OperationStatistics>()

  count({ service, operation, durationMs, isRetry, outcome }: Attempt): void {
    const key = `${service}:${operation}`
    const known = this.operations.get(key) ?? {
      service,
      operation,
      calls: 0,
      retries: 0,
      throttles: 0,
      errors: 0,
      durationMs: 0,
    }
    known.calls += 1
    known.durationMs += durationMs
    if (isRetry) known.retries += 1
    if (outcome === 'throttled') known.throttles += 1
    if (outcome === 'error') known.errors += 1
    this.operations.set(key, known)
  }

  /** By service and operation, whole milliseconds. */
  list(): OperationStatistics[] {
    return [...this.operations.values()]
      .map((operation) => ({ ...operation, durationMs: Math.round(operation.durationMs) }))
      .sort((a, b) => a.service.localeCompare(b.service) || a.operation.localeCompare(b.operation))
  }

  total(): { calls: number; retries: number; throttles: number; errors: number } {
    const total = { calls: 0, retries: 0, throttles: 0, errors: 0 }
    for (const { calls, retries, throttles, errors } of this.operations.values()) {
      total.calls += calls
      total.retries += retries
      total.throttles += throttles
      total.errors += errors
    }
    return total
  }
}
