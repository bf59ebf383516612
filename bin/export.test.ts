import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { EXPORT_FILTERS, EXPORT_KINDS, EXPORTS, exportFilters } from '../lib/domains/exports/contract.ts'
import { exportCommand } from './export.ts'
import { filterHelp } from './export-help.ts'

async function run(...args: string[]): Promise<void> {
  const program = new Command()
  exportCommand(program)
  await program.parseAsync(['node', 'steward', 'export', ...args])
}

describe('steward export', () => {
  test('refuses a value that cannot exist before it opens anything, and names those that can', async () => {
    await expect(run('runtimes', '--verdict', 'fine', '--verdict', 'nonsense')).rejects.toMatchObject({
      kind: 'usage',
      message: '--verdict must be one of fine, approaching, deprecated, unknown.',
    })
  })

  test('names every filter whose value is wrong', async () => {
    const refused = run('findings', '--status', 'shut', '--severity', 'urgent')
    await expect(refused).rejects.toThrow(/^--status must be one of open.*\n--severity must be one of critical/)
  })

  test.each(EXPORT_KINDS)('of %s refuses every value that its list refuses, in the same words', async (kind) => {
    for (const filter of EXPORTS[kind].filters) {
      const refused = exportFilters(kind).safeParse({ [filter]: 'no_such-thing!' }).error?.issues[0]?.message
      if (refused === undefined) continue
      await expect(run(kind, `--${filter}`, 'no_such-thing!')).rejects.toMatchObject({
        kind: 'usage',
        message: `--${filter} ${refused}.`,
      })
    }
  })

  test('refuses an account that none can be', async () => {
    await expect(run('findings', '--account', '12')).rejects.toMatchObject({
      kind: 'usage',
      message: '--account must be an account id of twelve digits.',
    })
  })

  test.each(EXPORT_FILTERS)('says which kinds take --%s and what it can be there', (filter) => {
    expect(filterHelp(filter)).toMatch(/^(every kind|[a-z, ]+): \S/)
    expect(filterHelp(filter)).not.toContain('any name')
  })

  test('says the values of a filter kind by kind', () => {
    expect(filterHelp('status')).toContain('findings: open, excluded, resolved\n')
    expect(filterHelp('account')).toBe('every kind: an id of twelve digits')
  })
})
