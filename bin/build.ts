import { spawnSync } from 'node:child_process'
import type { Command } from 'commander'
import { childEnv } from '../lib/env.ts'
import { AppError } from '../lib/errors.ts'
import { projectDir } from './prepare/install.mjs'

export const buildCommand = (program: Command): void => {
  program
    .command('build')
    .description('Build the web for production.')
    .action(() => {
      const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
        cwd: projectDir,
        stdio: 'inherit',
        env: childEnv({ NEXT_TELEMETRY_DISABLED: '1' }),
      })
      if (status !== 0) throw new AppError('unavailable', 'The build failed; the reason stands above.')
    })
}
