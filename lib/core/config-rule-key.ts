/** One Config rule by whatever names it is deployed under: conformance packs and organisation rules add a suffix each. */

/** `lambda-dlq-check-conformance-pack-k2p9w1x7q`, another suffix for every pack, account and Region. */
const IN_PACK = /-conformance-pack-[a-z0-9]+$/i
/** `OrgConfigRule-lambda-dlq-check-4k2p9w1x`, as an organisation rule is called in the accounts. */
const OF_ORGANISATION = /^OrgConfigRule-(.+)-[a-z0-9]{8}$/i

export function configRuleKey(name: string): string {
  const withoutPack = name.replace(IN_PACK, '') || name
  return OF_ORGANISATION.exec(withoutPack)?.[1] ?? withoutPack
}
