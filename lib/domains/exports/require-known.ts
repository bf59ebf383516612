import { asViewer, operator } from '#lib/db/as-viewer'
import { AppError } from '#lib/errors'
import type { ExportFilters } from './contract.ts'

/** What stands for nobody where teams are named. */
const NOBODY = 'none'

/**
 * For who reads everything: refuses an account or a team that is not there, since an export without a row would look as
 * if it had nothing.
 */
export async function requireKnown({ filters }: ExportFilters): Promise<void> {
  const accounts = filters.account ?? []
  const teams = (filters.team ?? []).filter((team) => team !== NOBODY)
  if (accounts.length + teams.length === 0) return
  await asViewer(operator, async (tx) => {
    const seen = await tx.account.findMany({ where: { id: { in: [...accounts] } }, select: { id: true } })
    const unseen = accounts.find((id) => !seen.some((account) => account.id === id))
    if (unseen !== undefined) {
      throw new AppError(
        'usage',
        `Account ${unseen} was never seen in the organisation. \`steward export accounts\` lists those that were.`,
      )
    }
    const known = (await tx.team.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).map(({ id }) => id)
    const unknown = teams.find((team) => !known.includes(team))
    if (unknown !== undefined) {
      throw new AppError('usage', `There is no team ${unknown}. There are: ${[...known, NOBODY].join(', ')}.`)
    }
  })
}
