/** What AWS says of the subject of a recommendation: why it matters, by when, what to do, and where it is said. */
import { currentRuntimes } from '#lib/catalogue/current-runtimes'
import { findCheck } from '#lib/checks/all-checks'
import { stableId } from '#lib/core/identity'
import { type Day, dayOf } from '#lib/core/time'
import type { Tx } from '#lib/db/as-viewer'
import { findHealthWords } from '../../db/sql/lists/find-health-words.ts'
import { findTrustedAdvisorWords } from '../../db/sql/lists/find-trusted-advisor-words.ts'
import type { AwsWords } from './contract.ts'
import { paragraphsOf } from './paragraphs.ts'

type Subject = { accountId: string; checkId: string; subject: string }

const NOTHING: AwsWords = { paragraphs: [], fix: null, dates: [], links: [] }

/** A subject is a kind and a name: `lambda-runtime:python3.9`. */
export async function awsWords(tx: Tx, { accountId, checkId, subject }: Subject): Promise<AwsWords> {
  const check = findCheck(checkId)
  const common: AwsWords = check ? { ...NOTHING, paragraphs: [check.why], fix: check.fix } : NOTHING
  const [kind, name] = [subject.slice(0, subject.indexOf(':')), subject.slice(subject.indexOf(':') + 1)]
  switch (kind) {
    case 'lambda-runtime':
      return {
        ...common,
        dates: runtimeDates(name),
        links: [link(`/lambda?${new URLSearchParams({ about: name })}`, 'The runtime, with all that runs on it')],
      }
    case 'health':
      return healthWords(tx, name, common)
    case 'trusted-advisor':
      return trustedAdvisorWords(tx, accountId, name, common)
    case 'config-rule':
      return {
        ...common,
        links: [link(`/config/rules/${encodeURIComponent(name)}`, 'The rule, with all that breaks it')],
      }
    default:
      return common
  }
}

const link = (value: string, label: string) => ({ value, label })

const DATES = [
  ['deprecatedOn', 'Deprecated'],
  ['blockCreateOn', 'Creating blocked'],
  ['blockUpdateOn', 'Updating blocked'],
] as const

function runtimeDates(runtime: string): { label: string; day: Day }[] {
  const known = currentRuntimes().catalogue.runtimes.get(runtime)
  return DATES.flatMap(([date, label]) => {
    const day = known?.[date]
    return day ? [{ label, day }] : []
  })
}

/** `typeCode/key`, of which the change's id is made; all Regions of a change are told the same. */
async function healthWords(tx: Tx, name: string, common: AwsWords): Promise<AwsWords> {
  const [typeCode = '', key = ''] = [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)]
  const changeId = stableId('health-change', typeCode, key)
  const said = await findHealthWords(tx, changeId)
  if (!said) return common
  const { description, startsAt, endsAt } = said
  return {
    ...common,
    paragraphs: description ? paragraphsOf(description) : common.paragraphs,
    dates: [
      ...(startsAt ? [{ label: 'Begins', day: dayOf(startsAt) }] : []),
      ...(endsAt ? [{ label: 'Ends', day: dayOf(endsAt) }] : []),
    ],
    links: [link(`/health/changes/${changeId}`, 'The change, with all it touches')],
  }
}

async function trustedAdvisorWords(tx: Tx, accountId: string, awsId: string, common: AwsWords): Promise<AwsWords> {
  const description = await findTrustedAdvisorWords(tx, accountId, awsId)
  return {
    ...common,
    paragraphs: description ? paragraphsOf(description) : common.paragraphs,
    links: [link(`/trusted-advisor/${encodeURIComponent(awsId)}`, 'The check, with all it flags')],
  }
}
