import { expect, test } from 'vitest'
import { importsOf, isTest, listFiles } from './project-files.ts'

type Rule = {
  title: string
  /** Files the rule speaks of. */
  of: RegExp
  /** What they may not import: our paths and packages. */
  never: RegExp
  except?: RegExp
  instead: string
}

const RULES: Rule[] = [
  {
    title: 'lib/core imports nothing of ours',
    of: /^lib\/core\//,
    never: /^(app|components|lib\/(?!core\/)|worker|simulator|bin)/,
    instead: 'Pass the value in, or put the code where it may know more.',
  },
  {
    title: 'lib never imports pages or components',
    of: /^lib\//,
    never: /^(app|components)\//,
    instead: 'Move what both need into lib/core or lib/domains.',
  },
  {
    title: 'nothing imports the simulator but tests and itself',
    of: /^(?!simulator\/)/,
    never: /^simulator\//,
    instead: 'bin starts it as a process, or loads it by path.',
  },
  {
    title: 'nothing imports the worker but tests and itself',
    of: /^(?!worker\/)/,
    never: /^worker\//,
    instead: 'bin starts it as a process, or loads it by path.',
  },
  {
    title: 'the simulator shares no judgement with the product: truth is made twice',
    of: /^simulator\//,
    never: /^lib\/(collectors|checks|catalogue|domains|inventory|db)(\/|$)/,
    instead: 'Write it again in simulator/, from the facts.',
  },
  {
    title: 'collectors know values, facts and settings, not the store',
    of: /^lib\/collectors\//,
    never: /^lib\/(db|inventory|domains|auth|http|queue)\//,
    instead: 'Yield rows; recording them is lib/inventory’s.',
  },
  {
    title: 'checks and the catalogue are pure, but for the file that settings may name',
    of: /^lib\/(checks|catalogue)\//,
    never: /^(lib\/(db|inventory|domains|auth|http|queue|collectors)\/|pg$|node:(fs|http|net))/,
    except: /^lib\/catalogue\/current-runtimes\.ts$/,
    instead: 'Take what is known as an argument.',
  },
  {
    title: 'pages and components never reach the store, AWS or the worker’s code directly',
    of: /^(app|components)\//,
    never: /^(lib\/(db|inventory|collectors|queue)\/|pg$|@aws-sdk\/)/,
    instead: 'Ask a function of lib/domains, with the viewer first.',
  },
  {
    title: 'only lib/db imports Prisma',
    of: /^(?!lib\/db\/|prisma\.config\.ts)/,
    never: /^(@prisma\/|prisma$|lib\/db\/generated)/,
    instead: 'Use asViewer (lib/db/as-viewer.ts), or a statement of lib/db/sql.',
  },
  {
    title: 'only components/charts imports recharts',
    of: /^(?!components\/charts\/)/,
    never: /^recharts$/,
    instead: 'Wrap the chart in components/charts, with its table.',
  },
  {
    title: 'Cloudscape is imported per component',
    of: /./,
    never: /^@cloudscape-design\/components$/,
    instead: 'Import @cloudscape-design/components/<component>.',
  },
]

for (const { title, of, never, except, instead } of RULES) {
  test(title, () => {
    const violations = listFiles()
      .filter((path) => of.test(path) && !except?.test(path) && !isTest(path) && !path.startsWith('bench/'))
      .flatMap((path) => {
        const { ours, packages } = importsOf(path)
        return [...ours, ...packages].filter((named) => never.test(named)).map((named) => `${path} imports ${named}`)
      })
    expect(violations, instead).toEqual([])
  })
}

test('product code imports no test and nothing that only tests use', () => {
  const violations = listFiles()
    .filter((path) => !isTest(path) && path !== 'vitest.config.ts' && path !== 'lib/db/test-server.ts')
    // What measures counts may check them by the recount that the tests use.
    .filter((path) => !path.startsWith('bench/'))
    .flatMap((path) =>
      importsOf(path)
        .ours.filter((named) => isTest(named) || /^lib\/db\/test-database/.test(named))
        .map((named) => `${path} imports ${named}`),
    )
  expect(violations, 'Move what both need out of the test.').toEqual([])
})

test('across folders imports say #lib or #components, inside a folder ./', () => {
  const violations = listFiles('', /\.tsx?$/)
    .filter((path) => /^(app|components|lib)\//.test(path))
    .flatMap((path) => {
      const folder = path
        .split('/')
        .slice(0, path.startsWith('lib/') ? 2 : 1)
        .join('/')
      return importsOf(path)
        .ours.filter(
          (named) => /^(app|components|lib)\//.test(named) && !named.startsWith(`${folder}/`) && /\.tsx?$/.test(named),
        )
        .filter((named) => !/^lib\/[\w-]+\.ts$/.test(named) && !path.startsWith('lib/'))
        .map((named) => `${path} imports ${named}`)
    })
  expect(violations, 'Write #lib/… or #components/… instead of climbing.').toEqual([])
})
