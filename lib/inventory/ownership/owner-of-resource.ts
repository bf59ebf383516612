import { slugOf } from './slug.ts'

/** Tags of a resource that name its team, the first one first. */
export const OWNER_TAGS = ['team', 'owner'] as const

export type Owner = { teamId: string | null; teamRule: string | null }

/** The resource's own tag decides, when it names a team that exists; else its account's owner. */
export function ownerOfResource(
  tags: Readonly<Record<string, string>> | null,
  account: Owner,
  teamIds: ReadonlySet<string>,
): Owner {
  for (const key of OWNER_TAGS) {
    const value = tags?.[key]
    const teamId = value === undefined ? null : slugOf(value)
    if (teamId !== null && teamIds.has(teamId)) return { teamId, teamRule: `tag ${key} of the resource` }
  }
  return account
}
