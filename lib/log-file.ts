/** A log on disk: appended to, so that the log of a crash outlives the start after it, and rotated by size. */
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'

export type LogFile = {
  file: string
  write(text: string | Buffer): void
  /** Settles once all that was written is on disk. */
  flushed(): Promise<void>
}

export type LogLimits = {
  /** A file of this size becomes `name.1`, that one `name.2`, and so on. */
  megabytes: number
  /** So many of the earlier ones are kept. */
  kept: number
}

export function openLogFile(file: string, { megabytes, kept }: LogLimits): LogFile {
  mkdirSync(dirname(file), { recursive: true })
  let stream: RotatingFileStream | undefined
  const open = (): RotatingFileStream => {
    const opened = createStream(basename(file), {
      path: dirname(file),
      size: `${megabytes}M`,
      mode: 0o600,
      rotate: kept,
    })
    // A full disk costs lines of the log, and nobody's life. The next line tries again with another stream.
    opened.on('error', () => {})
    return opened
  }
  return {
    file,
    write: (text) => {
      if (!stream || stream.destroyed) stream = open()
      stream.write(text)
    },
    flushed: async () => {
      const flushing = stream
      if (!flushing) return
      // A stream that breaks calls nobody back.
      const closed = new AbortController()
      const broken = once(flushing, 'close', { signal: closed.signal }).catch(() => {})
      await Promise.race([new Promise<void>((resolve) => flushing.write('', () => resolve())), broken])
      closed.abort()
    },
  }
}
