/** Which tag of an account or a resource names its team. */
import { compareText } from '../../core/compare-text.ts'
import { teamNameOf } from './team-names.ts'

/** AWS keeps tag keys apart by case; people who write `Team` and `team` mean one thing. */
export const foldKey = (key: string): string => key.toLowerCase()

type Tag = { key: string; value: string }

export type NamedTeam = {
  name: string
  /** The tag that decides, in words. */
  rule: string
}

/**
 * The team that tags name under a key, however that is capitalised. Of several such tags the one spelt as the key
 * decides, else the first in the order of their spelling, and the rule says which one it goes against.
 */
export function teamNamedBy(tags: Readonly<Record<string, string>>, key: string): NamedTeam | null {
  const [first, ...others] = Object.entries(tags)
    .flatMap(([spelt, text]): Tag[] => {
      const value = foldKey(spelt) === foldKey(key) ? teamNameOf(text) : null
      return value === null ? [] : [{ key: spelt, value }]
    })
    .sort((a, b) => Number(b.key === key) - Number(a.key === key) || compareText(a.key, b.key))
  if (!first) return null
  const against = others.filter(({ value }) => value !== first.value).map((other) => `${other.key}=${other.value}`)
  return { name: first.value, rule: against.length === 0 ? first.key : `${first.key}, against ${against.join(', ')}` }
}
