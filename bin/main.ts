/** The command line: which commands there are, and how one ends. Each command is a file of its own beside this one. */
import { Command } from 'commander'
import { tell } from './tell.ts'

type Register = (program: Command) => void

/** Loaded when named, so that no command pays for the others. */
const COMMANDS: Record<string, () => Promise<Register>> = {
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  worker: async () => (await import('./worker.ts')).workerCommand,
  web: async () => (await import('./web.ts')).webCommand,
  collect: async () => (await import('./collect.ts')).collectCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  admin: async () => (await import('./admin.ts')).adminCommand,
  'verify-history': async () => (await import('./verify-history.ts')).verifyHistoryCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  policy: async () => (await import('./policy.ts')).policyCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  simulate: async () => (await import('./simulate.ts')).simulateCommand,
  'fill-past': async () => (await import('./fill-past.ts')).fillPastCommand,
  bench: async () => (await import('./bench.ts')).benchCommand,
  build: async () => (await import('./build.ts')).buildCommand,
  dev: async () => (await import('./dev.ts')).devCommand,
}

export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('steward')
    .description('Where an AWS Organization stands, what is due, and what could not be looked at.')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) })
  const named = COMMANDS[argv[2] ?? '']
  for (const load of named ? [named] : Object.values(COMMANDS)) {
    const register = await load()
    register(program)
  }
  // Commands inherit how errors are told only when they are made after it was set, and others register them.
  inheritErrors(program, 'npx steward')
  try {
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = tell(error)
  }
  // Pools and clients that are still open must not keep a finished command alive.
  await flush(process.stdout)
  process.exit()
}

function inheritErrors(command: Command, typed: string): void {
  command.exitOverride().showHelpAfterError(`${typed} --help tells what there is.`)
  for (const below of command.commands) inheritErrors(below, `${typed} ${below.name()}`)
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}
