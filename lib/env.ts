/**
 * The only reader of `process.env`. One schema, parsed on first use, so that a build needs no settings. A problem is
 * told with the name of the setting and never with its value, which may be a secret.
 */
import { AppError } from './errors.ts'
import { PROXY_SETTINGS } from './forward-proxy.ts'
import { contradictions } from './settings/contradictions.ts'
import { type Settings, schema, settingsOf } from './settings/schema.ts'
import { forWeb } from './web-environment.ts'

export type Env = Settings

/** Every setting with the sentence that documents it; the README's table is checked against this. */
export const SETTING_NAMES = Object.keys(schema.shape)

/** Reads settings from a record. Throws `AppError('usage')` with one sentence per bad or unknown setting. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const known = new Set(SETTING_NAMES)
  const problems = Object.keys(source)
    .filter((name) => name.startsWith('STEWARD_') && !known.has(name))
    .map((name) => `${name} is not a setting of Steward. Remove it, or look for its right name in the README.`)
  // An empty value is how shells and compose files write "unset".
  const given: Record<string, string | undefined> = Object.fromEntries(
    SETTING_NAMES.map((name) => [name, source[name] || undefined]),
  )
  // curl and the AWS CLI take these in small letters too, and prefer them.
  for (const name of PROXY_SETTINGS) given[name] = source[name.toLowerCase()] || given[name]
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => `${String(issue.path[0])} ${settingProblem(issue)}.`))
  }
  const values = parsed.data
  if (values) problems.push(...contradictions(values))
  if (!values || problems.length > 0) throw new AppError('usage', problems.join('\n'))
  return settingsOf(values)
}

function settingProblem(issue: { code?: string; message: string }): string {
  return issue.message.startsWith('must') ? issue.message : 'has a value that is not allowed: see the README'
}

let parsed: Env | undefined

/** The process's settings, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

/** For tests: other settings until the answer is called. */
export function useEnv(changes: Partial<Env>): () => void {
  const before = env()
  parsed = { ...before, ...changes }
  return () => {
    parsed = before
  }
}

/** For commands that start what others then find in their settings. Only before anything has read them. */
export function applyToEnvironment(changes: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  parsed = undefined
}

/** The environment for a child process: ours, with changes. A value of undefined removes a name. */
export function childEnv(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes }
}

/** The same for the web: only what it may know. */
export function webEnv(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return forWeb({ ...process.env, ...changes }) as NodeJS.ProcessEnv
}

/** For the process that becomes the web: whatever it may not know is gone from here on. */
export function keepForWeb(): void {
  const kept = forWeb(process.env)
  applyToEnvironment(Object.fromEntries(Object.keys(process.env).map((name) => [name, kept[name]])))
}
