import { expect, test } from 'vitest'
import { listFiles, read } from './project-files.ts'

/** Comments, and the simulator, which is of the commercial partition. */
const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
/** A fault plan for people to read. */
const EXAMPLES = ['bin/simulate-words.ts']

test('what is of one partition of AWS stands in lib/catalogue/partitions.ts and regions.ts only', () => {
  const naming = listFiles()
    .filter((path) => /^(bin|lib|worker)\/.*\.(ts|mjs)$/.test(path))
    .filter((path) => !/\.test\.ts$|\/testing\/|^lib\/catalogue\//.test(path) && !EXAMPLES.includes(path))
    .filter((path) =>
      /arn:aws:|['"`](us-east-1|us-gov-west-1|cn-north(west)?-1)['"`]|amazonaws\.com/.test(withoutComments(read(path))),
    )
  expect(naming, 'Ask partitionOf or partitionAt of the Region at hand.').toEqual([])
})
