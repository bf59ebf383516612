import { teamNamedBy } from './team-tags.ts'

export type Owner = { teamId: string | null; teamRule: string | null }

/** What tags of resources may say: the keys that name a team, the first one first, and the teams there are. */
export type KnownTeams = { tagKeys: readonly string[]; find(name: string): string | null }

/** The resource's own tag decides, when it names a team that exists; else its account's owner. */
export function ownerOfResource(
  tags: Readonly<Record<string, string>> | null,
  account: Owner,
  teams: KnownTeams,
): Owner {
  for (const key of tags === null ? [] : teams.tagKeys) {
    const named = teamNamedBy(tags ?? {}, key)
    const teamId = named && teams.find(named.name)
    if (named && teamId) return { teamId, teamRule: `tag ${named.rule} of the resource` }
  }
  return account
}
