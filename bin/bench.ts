import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { build, isBuilt } from './prepare/build.mjs'
import { projectDir } from './prepare/install.mjs'
import { progress } from './prepare/progress.mjs'

export const benchCommand = (program: Command): void => {
  program
    .command('bench')
    .description('Measure collection, ingest and pages against their bars.')
    .argument('[options...]', 'passed on: --only SECTION, --rows N, --accounts N,N, --findings N,N')
    .allowUnknownOption()
    .action(async (options: string[]) => {
      await prepareBuild()
      const bench = (await import(pathToFileURL(join(projectDir, 'bench/run.ts')).href)) as {
        main(args: readonly string[]): Promise<void>
      }
      await bench.main(options)
    })
}

/** Pages are measured as they are served in production. */
async function prepareBuild(): Promise<void> {
  if (isBuilt()) return
  const step = progress('Building the web')
  await build()
  step.done()
}
