import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { projectDir } from './prepare/install.mjs'

export const benchCommand = (program: Command): void => {
  program
    .command('bench')
    .description('Measure collection, ingest and pages against their bars.')
    .argument(
      '[options...]',
      'passed on: --only SECTION, --rows N, --accounts N,N, --findings N,N, --before REVISION, --minutes N',
    )
    .allowUnknownOption()
    .action(async (options: string[]) => {
      const bench = (await import(pathToFileURL(join(projectDir, 'bench/run.ts')).href)) as {
        main(args: readonly string[]): Promise<void>
      }
      await bench.main(options)
    })
}
