import { LAMBDA_VENDORS } from '../../catalogue/lambda-vendors.ts'

const CONTROL_TOWER_PREFIX = 'aws-controltower-'
const STACK_SET_PREFIX = 'StackSet-'
const TRAILING_UUID = /-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Who put a function there, as text: `controltower`, `vendor:NAME`, `stackset:NAME`, `sam:STACK`, `cdk:STACK`,
 * `stack:NAME`, `none` (made by hand, or by a tool that leaves no trace), `unknown` while its tags were not read.
 */
export function originOf(name: string, tags: Readonly<Record<string, string>> | null): string {
  if (tags === null) return 'unknown'
  if (name.startsWith(CONTROL_TOWER_PREFIX)) return 'controltower'
  const vendor = LAMBDA_VENDORS.find(({ prefix }) => name.startsWith(prefix))
  if (vendor) return `vendor:${vendor.vendor}`
  const stack = tags['aws:cloudformation:stack-name']
  if (stack?.startsWith(STACK_SET_PREFIX)) {
    return `stackset:${stack.slice(STACK_SET_PREFIX.length).replace(TRAILING_UUID, '')}`
  }
  if (tags['lambda:createdBy'] === 'SAM') return stack ? `sam:${stack}` : 'sam'
  // The logical id's hash suffix is no proof of the CDK; only a tag of its own says so.
  if (Object.keys(tags).some((key) => key.startsWith('aws:cdk:'))) return stack ? `cdk:${stack}` : 'cdk'
  return stack ? `stack:${stack}` : 'none'
}
