import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECT_DIR, read } from './project-files.ts'

type Locked = {
  version: string
  integrity?: string
  resolved?: string
  link?: boolean
  hasInstallScript?: boolean
  optional?: boolean
  os?: string[]
}

/** Licences that ask for no more than a notice, or that bind nobody who only runs the program. */
const ALLOWED_LICENCES = [
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'Unlicense',
  'Python-2.0',
  'PostgreSQL',
  'Zlib',
  'WTFPL',
  'OFL-1.1',
  'MPL-2.0',
  // Of libraries that are loaded beside the program and can be exchanged.
  'LGPL-3.0-or-later',
  'EPL-2.0, unused',
  'none, for tests only',
]
/** What a manifest does not say, or says in words of its own; read in the package itself. */
const READ_BY_HAND: Record<string, string> = {
  // Names no licence. Comes with exceljs, which tests read spreadsheets with and nothing ships.
  buffers: 'none, for tests only',
  chainsaw: 'MIT',
  'seq-queue': 'MIT',
  '@visx/vendor': 'MIT AND ISC',
  // Comes with Prisma's studio, which is neither started nor shipped.
  elkjs: 'EPL-2.0, unused',
}

const packages = Object.entries(
  (JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages,
)
  .filter(([path]) => path !== '')
  .map(([path, locked]) => ({ path, name: path.split('node_modules/').at(-1) ?? path, ...locked }))
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}

test('every dependency is pinned to one version', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version),
  )
  expect(loose, 'Write the exact version in package.json.').toEqual([])
})

test('every installed package has a licence we allow', () => {
  const refused = packages
    .filter(({ path }) => existsSync(join(PROJECT_DIR, path, 'package.json')))
    .map(({ path, name, version }) => ({
      package: `${name}@${version}`,
      licence: READ_BY_HAND[name] ?? licenceOf(path),
    }))
    .filter(({ licence }) => !isAllowed(licence))
  expect(refused, 'Replace the package, or add its licence to the list with the reason why it is fine.').toEqual([])
})

test('the lockfile proves what it installs and names no host', () => {
  const unproven = packages.filter(
    // Packages for other systems may be missing from the feed that the lockfile was made with; npm then checks them
    // against the registry alone.
    ({ integrity, optional, os }) => !integrity && !(optional && os && !os.includes('linux')) && !isForeignLibc(os),
  )
  expect(
    unproven.map(({ path }) => path).filter((path) => existsSync(join(PROJECT_DIR, path))),
    'Install again with a registry that has the package.',
  ).toEqual([])
  expect(
    packages.filter(({ resolved }) => resolved).map(({ path, resolved }) => `${path}: ${resolved}`),
    'Keep omit-lockfile-registry-resolved in .npmrc, and depend on no git repository or URL.',
  ).toEqual([])
  expect(read('package-lock.json')).not.toMatch(/https?:\/\/[^"]*\.tgz|git\+|file:|\/(home|root|tmp|work)\//)
})

test('only packages that are allowed to run something while being installed (T24)', () => {
  const scripted = packages
    .filter(({ hasInstallScript, os }) => hasInstallScript && (!os || os.includes(process.platform)))
    .map(({ name }) => name)
    .filter((name) => !manifest.allowScripts[name])
  expect([...new Set(scripted)], 'Look at what the script does, then add the package to allowScripts.').toEqual([])
})

const isForeignLibc = (os: string[] | undefined): boolean => os !== undefined && !os.includes(process.platform)

function licenceOf(path: string): string {
  const { license, licenses } = JSON.parse(read(`${path}/package.json`)) as {
    license?: string | { type: string }
    licenses?: { type: string }[]
  }
  if (typeof license === 'string') return license
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none'
}

/** `A OR B` needs one that is allowed, `A AND B` both. */
function isAllowed(licence: string): boolean {
  const plain = licence.replaceAll(/[()]/g, '')
  return plain
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((part) => ALLOWED_LICENCES.includes(part.trim())))
}
