import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The fenced blocks of docs/operations.md in one language, in their order. */
export function readBlocks(language: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../operations.md'), 'utf8')
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, named]) => named === language)
    .map(([, , block]) => block ?? '')
}

/** Of one's own server: what an administrator does with PostgreSQL's programs. */
export const isOfOwnServer = (block: string): boolean => /\b(pg_dump|pg_restore|psql)\b/.test(block)

/** What only sets something for the program that is started next. */
export const isSetting = (block: string): boolean => /^(export \w+=\S+\n)+$/.test(block)

/** Of an engine for containers, which tests do not have. */
export const isOfContainers = (block: string): boolean => block.startsWith('docker ')

/** What can be run wherever Steward's own commands can. */
export const isOfSteward = (block: string): boolean =>
  !isOfOwnServer(block) && !isSetting(block) && !isOfContainers(block)
