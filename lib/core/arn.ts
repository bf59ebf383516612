/** The parts of an Amazon Resource Name: `arn:partition:service:region:account:resource`. */
export type Arn = { partition: string; service: string; region: string; accountId: string; resource: string }

/** A role as settings name it, `team/Reader`: its path as IAM has it, and its name. */
export function splitRole(role: string): { path: string; name: string } {
  const at = role.lastIndexOf('/')
  return { path: at === -1 ? '/' : `/${role.slice(0, at)}/`, name: role.slice(at + 1) }
}

/** The parts, or null when the text is not an ARN. The resource keeps its own colons. */
export function findArnParts(text: string): Arn | null {
  const [prefix, partition, service, region, accountId, ...rest] = text.split(':')
  if (prefix !== 'arn' || !partition || !service || region === undefined || accountId === undefined || !rest.length) {
    return null
  }
  return { partition, service, region, accountId, resource: rest.join(':') }
}
