import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import type { Viewer } from '../db/as-viewer.ts'
import { authDatabase } from '../db/auth-database.ts'
import { databaseTrouble } from '../db/trouble.ts'
import { AppError } from '../errors.ts'
import { ABSOLUTE_LIMIT_MS, auth } from './auth.ts'
import { PATH_HEADER } from './path-header.ts'
import { may, type Permission } from './permissions.ts'

const ROLES = ['ccoe', 'member', 'auditor'] as const satisfies Viewer['role'][]

/** Who a person is now: role and teams are read anew for every request, so that a change works on the next one (T8). */
async function findPersonAsViewer(personId: string): Promise<Viewer | null> {
  const database = authDatabase()
  const person = await database.person.findUnique({ where: { id: personId, disabledAt: null } })
  const role = ROLES.find((known) => known === person?.role)
  if (!person || !role) return null
  const memberships = await database.membership.findMany({ where: { personId }, orderBy: { teamId: 'asc' } })
  return { personId, name: person.name, role, teamIds: memberships.map(({ teamId }) => teamId) }
}

/** The viewer of a request by its session cookie, or null when nobody is signed in. */
export async function findViewer(requestHeaders: Headers): Promise<Viewer | null> {
  const found = await findSession(requestHeaders)
  if (!found) return null
  if (Date.now() - found.session.createdAt.getTime() > ABSOLUTE_LIMIT_MS) return null
  return findPersonAsViewer(found.user.id)
}

/** Also where the use of the session cannot be written down: a database that takes no changes can still be read (F62). */
async function findSession(requestHeaders: Headers) {
  const { getSession } = auth().api
  try {
    return await getSession({ headers: requestHeaders })
  } catch (error) {
    const trouble = databaseTrouble(error)
    if (trouble?.kind !== 'read-only' && trouble?.kind !== 'no-space') throw error
    return getSession({ headers: requestHeaders, query: { disableRefresh: true } })
  }
}

/** For routes. */
export async function requireViewerOf(requestHeaders: Headers, permission: Permission): Promise<Viewer> {
  const viewer = await findViewer(requestHeaders)
  if (!viewer) throw new AppError('unauthenticated', 'Sign in first.')
  if (!may(viewer, permission)) throw new AppError('forbidden', 'Your role does not allow this.')
  return viewer
}

/** One look per page, however many of its parts ask. */
export const findPageViewer = cache(async () => findViewer(await headers()))

/** For pages: whoever is not signed in is asked to, and whoever may not see it is told so. */
export async function requireViewer(permission: Permission): Promise<Viewer> {
  const viewer = await findPageViewer()
  if (!viewer) redirect(`/sign-in?${new URLSearchParams({ next: await pathAskedFor() })}`)
  if (!may(viewer, permission)) forbidden()
  return viewer
}

async function pathAskedFor(): Promise<string> {
  return (await headers()).get(PATH_HEADER) ?? '/'
}
