/** One Config rule by whatever names it is deployed under: conformance packs and organisation rules add a suffix each. */

/** `lambda-dlq-check-conformance-pack-k2p9w1x7q`, another suffix for every pack, account and Region. */
const IN_PACK = /-conformance-pack-[a-z0-9]+$/i
/** `OrgConfigRule-lambda-dlq-check-4k2p9w1x`, as an organisation rule is called in the accounts. */
const OF_ORGANISATION = /^OrgConfigRule-(.+)-[a-z0-9]{8}$/i

export function configRuleKey(name: string): string {
  const withoutPack = name.replace(IN_PACK, '') || name
  return OF_ORGANISATION.exec(withoutPack)?.[1] ?? withoutPack
}

/** The id of the conformance pack that deployed the rule, which is all that its name tells of it; null for any other. */
export function configPackId(name: string): string | null {
  return IN_PACK.exec(name)?.[0].slice(1) ?? null
}

/** Stands for a conformance pack: its id is another one in every account and Region, and nothing read tells its name. */
export const UNNAMED_PACK = 'unnamed'
