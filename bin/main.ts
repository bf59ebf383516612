/** The command line: which commands there are, and how one ends. Each command is a file of its own beside this one. */
import { Command, CommanderError } from 'commander'
import { AppError } from '../lib/errors.ts'

type Register = (program: Command) => void

/** Loaded when named, so that no command pays for the others. */
const COMMANDS: Record<string, () => Promise<Register>> = {
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  admin: async () => (await import('./admin.ts')).adminCommand,
  build: async () => (await import('./build.ts')).buildCommand,
}

const EXIT_FAILED = 1
const EXIT_WRONG_USE = 2

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
  for (const command of program.commands) inheritExit(command)
  try {
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = tell(error)
  }
  // Pools and clients that are still open must not keep a finished command alive.
  await flush(process.stdout)
  process.exit()
}

function inheritExit(command: Command): void {
  command.exitOverride()
  command.commands.forEach(inheritExit)
}

/** Says what went wrong, and answers with the exit status. */
export function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_WRONG_USE
  if (error instanceof AppError) {
    process.stderr.write(`${error.message}\n`)
    return error.kind === 'usage' || error.kind === 'invalid' ? EXIT_WRONG_USE : EXIT_FAILED
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`This is a bug in Steward:\n${detail}\n`)
  return EXIT_FAILED
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}
