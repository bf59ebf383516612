/** A request as it came, and an answer as it goes, below every protocol. */
export type WireRequest = {
  method: string
  /** As sent: neither decoded nor normalised, because the signature covers it so. */
  path: string
  query: string
  headers: Readonly<Record<string, string | undefined>>
  body: Buffer
}

export type WireAnswer = { status: number; headers: Record<string, string>; body: string | Buffer }

/** How one service's requests are read and its answers written. */
export type Protocol = {
  /** The operation asked for and its parameters, or null when this protocol knows no such request. */
  read(request: WireRequest): { operation: string; parameters: Parameters } | null
  write(operation: string, output: Output, requestId: string): WireAnswer
  writeError(error: AwsError, requestId: string): WireAnswer
}

export type Parameters = Readonly<Record<string, unknown>>
export type Output = Record<string, unknown>

/** A refusal as AWS words it. `fields` are members of the answer besides the message. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  readonly fields: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: string,
    message: string,
    { status = 400, fields = {}, headers = {} }: Partial<Pick<AwsError, 'status' | 'fields' | 'headers'>> = {},
  ) {
    super(message)
    this.code = code
    this.status = status
    this.fields = fields
    this.headers = headers
  }
}
