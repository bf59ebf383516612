import { currentRuntimes } from '../../catalogue/current-runtimes.ts'
import { titleOfSubject } from '../../checks/all-checks.ts'
import { sourceOfCheck } from '../../core/finding-source.ts'
import { COUNT_MAX } from '../../core/list.ts'
import { asViewer, type Tx, type Viewer } from '../../db/as-viewer.ts'
import { readCoverageSummary } from '../../db/sql/lists/coverage-summary.ts'
import { asPage, positionIn } from '../../db/sql/lists/keyset.ts'
import { countAccounts, findAccountRow, listAccounts } from '../../db/sql/lists/list-accounts.ts'
import { readAccountHistory } from '../../db/sql/lists/read-account-history.ts'
import { readAccountScopes } from '../../db/sql/lists/read-account-scopes.ts'
import { type AccountWorkRow, readAccountWork } from '../../db/sql/lists/read-account-work.ts'
import { AppError } from '../../errors.ts'
import { subjectPath } from '../reports/subject-path.ts'
import type {
  AccountDetail,
  AccountFacets,
  AccountKey,
  AccountListValues,
  AccountPage,
  AccountTransition,
  AccountWork,
} from './contract.ts'

/** As much history as a page shows. */
const HISTORY_MAX = 20

const instant = (at: Date | null): string | null => at?.toISOString() ?? null

export async function listAccountPage(viewer: Viewer, values: AccountListValues): Promise<AccountPage> {
  return asViewer(viewer, async (tx) => {
    const order = { by: values.sort, descending: values.order === 'desc' }
    const position = positionIn('accounts', values)
    const read = await listAccounts(tx, values, order, position)
    const count = await countAccounts(tx, values, COUNT_MAX)
    const { rows, ...cursors } = asPage(read, position)
    return {
      ...cursors,
      rows: rows.map((row) => ({ ...row, leftAt: instant(row.leftAt) })),
      total: { count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX },
      coverage: await readCoverageSummary(tx),
    }
  })
}

export async function listAccountFacets(viewer: Viewer): Promise<AccountFacets> {
  return asViewer(viewer, async (tx) => {
    const accounts = await tx.account.groupBy({ by: ['state', 'ouPath', 'teamId'] })
    const owners = accounts.flatMap(({ teamId }) => (teamId === null ? [] : [teamId]))
    const teams = await tx.team.findMany({
      where: { id: { in: [...new Set(owners)] } },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    })
    return { teams, states: distinct(accounts.map(({ state }) => state)), units: unitsOf(accounts) }
  })
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort()

/** Every unit on the way to an account, since a unit stands for all below it. */
function unitsOf(accounts: readonly { ouPath: string }[]): string[] {
  return distinct(
    accounts.flatMap(({ ouPath }) => {
      const names = ouPath.split('/').filter(Boolean)
      return names.map((_, depth) => names.slice(0, depth + 1).join('/'))
    }),
  )
}

/** One account with all that is known of it. What the viewer may not see does not exist. */
export async function getAccount(viewer: Viewer, { accountId }: AccountKey): Promise<AccountDetail> {
  return asViewer(viewer, async (tx) => {
    const row = await findAccountRow(tx, accountId)
    if (!row) throw new AppError('not_found', 'There is no such account, or it is not one of yours.')
    const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } })
    const coverage = await readAccountScopes(tx, accountId)
    const work = await readAccountWork(tx, accountId)
    return {
      ...row,
      leftAt: instant(row.leftAt),
      arn: account.arn,
      email: account.email,
      joinedAt: instant(account.joinedAt),
      joinedMethod: account.joinedMethod,
      stateSince: account.stateSince.toISOString(),
      supportPlan: account.supportPlan,
      ...(await readDescription(tx, accountId)),
      contactsStatus: coverage.find(({ source }) => source === 'account.contacts')?.status ?? null,
      work: work.map((row) => workOf(accountId, row)),
      coverage: coverage.map((scopes) => ({
        ...scopes,
        since: scopes.since.toISOString(),
        lastCompleteAt: instant(scopes.lastCompleteAt),
      })),
      ...(await readHistory(tx, accountId)),
    }
  })
}

/** What an account has to do of one kind, called and found as everywhere else. */
function workOf(
  accountId: string,
  { checkId, subject, title, dueOn, open, live, unknown }: AccountWorkRow,
): AccountWork {
  const isFunction = sourceOfCheck(checkId) === 'lambda'
  return {
    source: sourceOfCheck(checkId) ?? null,
    subject,
    title: titleOf(checkId, subject, title),
    href: pathWithin(subjectPath(subject), accountId),
    dueOn,
    open,
    live: isFunction ? live : null,
    unknown: isFunction ? unknown : null,
  }
}

const titleOf = (checkId: string, subject: string, known: string): string =>
  known || titleOfSubject(checkId, subject, currentRuntimes().catalogue.runtimes)

const pathWithin = (path: string, accountId: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ account: accountId })}`

async function readDescription(
  tx: Tx,
  accountId: string,
): Promise<Pick<AccountDetail, 'contacts' | 'tags' | 'regions'>> {
  const where = { accountId }
  const contacts = await tx.accountContact.findMany({ where, omit: { accountId: true }, orderBy: { kind: 'asc' } })
  const tags = await tx.accountTag.findMany({ where, omit: { accountId: true }, orderBy: { key: 'asc' } })
  const regions = await tx.accountRegion.findMany({ where, omit: { accountId: true }, orderBy: { region: 'asc' } })
  return { contacts, tags, regions }
}

async function readHistory(tx: Tx, accountId: string): Promise<Pick<AccountDetail, 'history' | 'moreHistory'>> {
  const read = await readAccountHistory(tx, accountId, HISTORY_MAX + 1)
  const history = read.slice(0, HISTORY_MAX).map(
    ({ checkId, subject, title, at, ...transition }): AccountTransition => ({
      ...transition,
      at: at.toISOString(),
      source: sourceOfCheck(checkId) ?? null,
      title: titleOf(checkId, subject, title),
    }),
  )
  return { history, moreHistory: read.length > HISTORY_MAX }
}
