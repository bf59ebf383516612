/** What a change is called for a person, from what AWS calls it. */
import { isPlannedLifecycle } from '#lib/checks/health/event-status'

type NamedChange = { typeCode: string; service: string; versions: string | null }

/** Written as AWS writes them where capitals alone would not be. */
const SERVICE_NAMES: Readonly<Record<string, string>> = {
  LAMBDA: 'Lambda',
  OPENSEARCH: 'OpenSearch',
  ELASTICACHE: 'ElastiCache',
  SAGEMAKER: 'SageMaker',
  ELASTICLOADBALANCING: 'Elastic Load Balancing',
  CLOUDFRONT: 'CloudFront',
  WORKSPACES: 'WorkSpaces',
  CONFIG: 'Config',
  TRUSTEDADVISOR: 'Trusted Advisor',
}

/** `LAMBDA` is Lambda; a service that is new to us keeps AWS's own code. */
export const serviceName = (service: string): string => SERVICE_NAMES[service] ?? service

/** A number alone says what it is of only behind the service: `1.31 in EKS`. */
const NUMBER_IN = /^(v?\d[\w.]*) in (\S.*)$/i

/** Versions as AWS names them, with the service where the text does not tell it: `1.31` of EKS is `EKS 1.31`. */
function versionsInWords({ service, versions }: NamedChange): string | null {
  if (versions === null || versions.trim() === '') return null
  const name = serviceName(service)
  const [, number, named] = NUMBER_IN.exec(versions.trim()) ?? []
  if (number !== undefined && named !== undefined) return `${named} ${number}`
  const told = versions.toLowerCase()
  return told.includes(name.toLowerCase()) || told.includes(' in ') ? versions : `${name} ${versions}`
}

/** `AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED` is "EC2: instance retirement scheduled". */
function typeInWords({ typeCode, service }: NamedChange): string {
  const words = typeCode.replace(/^AWS_/, '').split('_').filter(Boolean)
  const rest = words[0] === service ? words.slice(1) : words
  return `${serviceName(service)}: ${rest.join(' ').toLowerCase() || 'scheduled change'}`
}

/** "EKS 1.31: planned lifecycle event", or what the type says. */
export function changeTitle(change: NamedChange): string {
  const versions = versionsInWords(change)
  if (versions !== null && isPlannedLifecycle(change.typeCode)) return `${versions}: planned lifecycle event`
  return versions === null ? typeInWords(change) : `${typeInWords(change)} (${versions})`
}

/** The same for a calendar's day: "EKS 1.31", "EC2 instance retirement". */
export function shortChangeTitle(change: NamedChange): string {
  const versions = versionsInWords(change)
  if (versions !== null && isPlannedLifecycle(change.typeCode)) return versions
  return typeInWords(change)
    .replace(': ', ' ')
    .replace(/ (scheduled|event)$/, '')
}
