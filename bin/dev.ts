import type { Command } from 'commander'
import { start } from './supervise/start.ts'

export const devCommand = (program: Command): void => {
  program
    .command('dev')
    .description('Like `npm start`, with pages that change as their source does.')
    .action(() => start({ dev: true }))
}
