/** `steward doctor`: what of AWS Steward can reach and what not, before a collection finds out. */
import type { Command } from 'commander'
import { openContext } from '../lib/collectors/aws/context.ts'
import type { Examined } from '../lib/collectors/examine/examined.ts'
import { groupSame } from '../lib/collectors/examine/group-same.ts'
import { examineAccess } from '../lib/collectors/examine-access.ts'
import { jsonOf } from '../lib/encode/json.ts'
import { terminalText } from '../lib/encode/terminal.ts'
import { env } from '../lib/env.ts'
import { withDatabase } from './runtime.ts'

const EXIT = { works: 0, fails: 1, partly: 3 } as const
/** Without these nothing can be collected. */
const ESSENTIAL = ['credentials', 'organization']

export const doctorCommand = (program: Command): void => {
  program
    .command('doctor')
    .description(
      'Try credentials, organisation, roles, permissions, support plans and aggregator: what works, what does not.',
    )
    .option('--json', 'one JSON document instead of lines, with every account for itself')
    .action(async ({ json = false }: { json?: boolean }) => {
      // A demo may have to start its simulated AWS first; with a real one the database is not our concern.
      process.exitCode = env().mode === 'demo' ? await withDatabase(() => examine(json)) : await examine(json)
    })
}

async function examine(json: boolean): Promise<number> {
  const checks: Examined[] = []
  /** Of one kind, which may turn out to be the same in many accounts. */
  let held: Examined[] = []
  const tell = () => {
    if (!json) for (const check of groupSame(held)) process.stdout.write(`${line(check)}\n`)
  }
  for await (const check of examineAccess(openContext({ signal: new AbortController().signal }))) {
    checks.push(check)
    if (held[0]?.what !== check.what) {
      tell()
      held = []
    }
    held.push(check)
  }
  tell()
  const status = statusOf(checks)
  if (json) process.stdout.write(`${jsonOf({ status, checks }, 2)}\n`)
  return EXIT[status]
}

function statusOf(checks: readonly Examined[]): keyof typeof EXIT {
  const failing = checks.filter(({ outcome }) => outcome === 'fails')
  if (failing.length === 0) return 'works'
  return failing.some(({ what }) => ESSENTIAL.includes(what)) ? 'fails' : 'partly'
}

const SIGNS = {
  works: 'works      ',
  fails: 'FAILS      ',
  'not there': 'not there  ',
  'not checked': 'not checked',
} as const

function line({ what, outcome, message, remedy, note }: Examined): string {
  const more = [note, remedy].filter(Boolean).map((sentence) => `\n             ${sentence}`)
  // Names of accounts and what AWS answered are in it, which others write.
  return terminalText(`${SIGNS[outcome]}  ${what}: ${message}${more.join('')}`)
}
