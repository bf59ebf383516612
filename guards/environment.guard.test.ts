import { describe, expect, test } from 'vitest'
import { EXAMPLE_PLAN } from '../bin/simulate-words.ts'
import { EXPORT_KINDS } from '../lib/domains/exports/contract.ts'
import { parseEnv, SETTING_NAMES } from '../lib/env.ts'
import { WEB_SETTINGS } from '../lib/web-environment.ts'
import { isTest, listFiles, read } from './project-files.ts'

/** lib/env.ts is the reader; scripts that run before any package is there, and configurations of tools, cannot use it. */
const MAY_READ_ENVIRONMENT = [
  /^lib\/env\.ts$/,
  /^bin\/.*\.mjs$/,
  /^deploy\/container\.mjs$/,
  /^bench\//,
  /^[\w.-]+\.config\.(ts|js)$/,
  /^e2e\//,
  /^guards\//,
  /\.test\.ts$/,
]
/** Settings of tools that are not ours to rename; documented where tests are. */
const NOT_IN_TABLE = new Set(['AWS_ENDPOINT_URL', 'AWS_REGION'])

test('only lib/env.ts reads the environment', () => {
  const readers = listFiles()
    .filter((path) => !MAY_READ_ENVIRONMENT.some((allowed) => allowed.test(path)))
    // NODE_ENV is put in by the build.
    .filter((path) => /process\.env\b(?!\.NODE_ENV)/.test(withoutComments(read(path))))
  expect(readers, 'Add the setting to its subject in lib/settings and call env().').toEqual([])
})

test('an address is compared as a URL, never by how its text begins', () => {
  const comparing = listFiles()
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .filter((path) => /startsWith\(\s*['"`]https?:/.test(read(path)))
  expect(comparing, 'Parse it: see lib/core/own-address.ts.').toEqual([])
})

/** What makes answers to people. */
const OF_THE_WEB = [
  /^(app|components)\//,
  /^lib\/(auth|http|domains|encode|catalogue|core)\//,
  /^lib\/db\/(as-viewer|auth-database|clients|database-url)\.ts$/,
  /^lib\/log\.ts$/,
  /^(instrumentation|proxy)\.ts$/,
]
/** The web has a login of its own; only commands derive it from the migrator's. */
const NOT_BY_THE_WEB = new Set(['DATABASE_URL'])

test('every setting that the web reads reaches it', () => {
  const names = listFiles()
    .filter((path) => OF_THE_WEB.some((part) => part.test(path)) && !isTest(path))
    .flatMap((path) => {
      const text = read(path)
      const asked = [...text.matchAll(/\benv\(\)\.(\w+)/g)].map((match) => match[1] ?? '')
      const taken = [...text.matchAll(/\{([^{}]*)\} = env\(\)/g)].flatMap((match) => (match[1] ?? '').split(','))
      return [...asked, ...taken.map((name) => name.split(':')[0]?.trim() ?? '')].filter(Boolean)
    })
    .map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase())
    .map((name) => SETTING_NAMES.find((setting) => setting === `STEWARD_${name}` || setting === name) ?? name)
  const lost = [...new Set(names)].filter((name) => !WEB_SETTINGS.includes(name) && !NOT_BY_THE_WEB.has(name))
  expect(names.length).toBeGreaterThan(5)
  expect(lost, 'Add the setting to lib/web-environment.ts, or read it in the worker alone.').toEqual([])
  expect(WEB_SETTINGS.filter((name) => !SETTING_NAMES.includes(name))).toEqual([])
})

describe('README', () => {
  test('documents every setting, and none that does not exist', () => {
    const documented = [...read('README.md').matchAll(/^\| `([A-Z][A-Z_]+)`/gm)].map((match) => match[1])
    const missing = SETTING_NAMES.filter((name) => !documented.includes(name) && !NOT_IN_TABLE.has(name))
    const invented = documented.filter((name) => name?.startsWith('STEWARD_') && !SETTING_NAMES.includes(name))
    expect({ missing, invented }, 'Keep the table of settings in README.md as lib/settings has it.').toEqual({
      missing: [],
      invented: [],
    })
  })

  test('tells what every number may be', () => {
    const rows = read('README.md').split('\n')
    const wrong = SETTING_NAMES.filter((name) => {
      const [range] = /\d+ to \d+/.exec(problemOf(name)) ?? []
      return range !== undefined && !rows.some((row) => row.startsWith(`| \`${name}\``) && row.includes(range))
    })
    expect(wrong, 'Write the range of lib/settings into the table of settings.').toEqual([])
  })

  test('shows the fault plan of `steward simulate --help`', () => {
    expect(read('README.md')).toContain(`\`\`\`json\n${EXAMPLE_PLAN}\n\`\`\``)
  })

  test('names every kind of export', () => {
    const [row = ''] = /^\| `steward export KIND.*$/m.exec(read('README.md')) ?? []
    expect(EXPORT_KINDS.filter((kind) => !row.includes(`\`${kind}\``))).toEqual([])
  })

  test('names only scripts and commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const readme = read('README.md')
    const named = [...readme.matchAll(/\bnpm run ([\w:]+)/g)].map((match) => match[1] ?? '')
    expect(
      named.filter((name) => !(name in scripts)),
      'Correct the README, or add the script to package.json.',
    ).toEqual([])
    const commands = [...readme.matchAll(/\bsteward ([a-z][a-z-]+)/g)].map((match) => match[1] ?? '')
    const known = [...read('bin/main.ts').matchAll(/^ {2}'?([a-z-]+)'?: async/gm)].map((match) => match[1] ?? '')
    expect(
      [...new Set(commands)].filter((name) => !known.includes(name)),
      'Correct the README, or register the command in bin/main.ts.',
    ).toEqual([])
  })
})

/** What is said of a setting that is no number. */
function problemOf(name: string): string {
  try {
    parseEnv({ [name]: 'no number' })
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
}
