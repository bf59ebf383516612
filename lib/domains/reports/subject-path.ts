import { stableId } from '#lib/core/identity'

const split = (text: string, at: string): [string, string] => {
  const position = text.indexOf(at)
  return position < 0 ? [text, ''] : [text.slice(0, position), text.slice(position + at.length)]
}

/** The page about what must be done. */
export function subjectPath(subject: string): string {
  const [kind, rest] = split(subject, ':')
  if (kind === 'lambda-runtime') return `/lambda?${new URLSearchParams({ tab: 'functions', runtime: rest })}`
  if (kind === 'config-rule') return `/config/rules/${encodeURIComponent(rest)}`
  if (kind === 'trusted-advisor') return `/trusted-advisor/${encodeURIComponent(rest)}`
  // As the recorder of events makes a change's id of its type and its key.
  if (kind === 'health') return `/health/changes/${stableId('health-change', ...split(rest, '/'))}`
  return '/recommendations'
}
