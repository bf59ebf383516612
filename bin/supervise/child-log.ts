/** What a child says, as lines of JSON: its own as they are, anything else (a crash, a warning of Node.js) in one each. */
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { env } from '../../lib/env.ts'
import { logTo, withoutSecrets } from '../../lib/log.ts'
import { type LogFile, openLogFile } from '../../lib/log-file.ts'

/** Lines that come together are one message: a stack is not thirty. */
const TOGETHER_MS = 50
/** Of a text without an end. */
const LINE_MAX = 256 * 1024

/** One per file: a child that is started again goes on in the log of the one before it. */
const opened = new Map<string, LogFile>()

export function childLog(file: string): LogFile {
  const { logMegabytes: megabytes, logsKept: kept } = env()
  const log = opened.get(file) ?? openLogFile(file, { megabytes, kept })
  opened.set(file, log)
  return log
}

/** Settles when the source has ended and its last words are handed on. */
export async function logLines(name: string, source: Readable, log: LogFile): Promise<void> {
  const words = logTo({ write: (line) => log.write(line) }, name)
  let rest = ''
  let gathered: string[] = []
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    clearTimeout(timer)
    const text = stripVTControlCharacters(gathered.join('\n')).trim()
    gathered = []
    if (text !== '') words.warn(withoutSecrets(text) as string)
  }
  const take = (line: string) => {
    if (isEntry(line)) {
      tell()
      log.write(`${line}\n`)
      return
    }
    gathered.push(line)
    clearTimeout(timer)
    timer = setTimeout(tell, TOGETHER_MS)
  }
  source.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
    if (rest.length > LINE_MAX) {
      take(rest)
      rest = ''
    }
  })
  await once(source, 'close')
  if (rest !== '') take(rest)
  tell()
}

function isEntry(line: string): boolean {
  if (!line.startsWith('{"level":')) return false
  try {
    JSON.parse(line)
    return true
  } catch {
    // Cut short, or a text that only looks like one.
    return false
  }
}
