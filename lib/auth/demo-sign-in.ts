import type { Viewer } from '../db/as-viewer.ts'
import { type AuthTx, authDatabase } from '../db/auth-database.ts'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from './record-access.ts'
import { beginSession } from './sessions.ts'

type DemoPerson = { id: string; name: string; role: Viewer['role']; teamIds: readonly string[]; comesFor: string }

/** The people of the demo. This file and the supervisor are all that a demo has and a real installation has not. */
export const DEMO_PEOPLE = [
  {
    id: 'ccoe',
    name: 'Charlie Coe',
    role: 'ccoe',
    teamIds: [],
    comesFor: 'Sees every account, starts collections.',
  },
  {
    id: 'member-a',
    name: 'Mara Abiodun',
    role: 'member',
    teamIds: ['payments'],
    comesFor: 'Sees what the team payments owns.',
  },
  {
    id: 'member-b',
    name: 'Ben Maas',
    role: 'member',
    teamIds: ['platform'],
    comesFor: 'Sees what the team platform owns.',
  },
  {
    id: 'auditor',
    name: 'Ada Auditor',
    role: 'auditor',
    teamIds: [],
    comesFor: 'Reads and exports everything, decides nothing.',
  },
] as const satisfies DemoPerson[]

export const DEMO_PERSON_IDS = DEMO_PEOPLE.map(({ id }) => id)

/** The people to pick from on the sign-in page; none outside of a demo. */
export async function listDemoPeople(): Promise<readonly DemoPerson[]> {
  return (await isDemo()) ? DEMO_PEOPLE : []
}

/** Signs a person of the demo in without a proof. In mode aws there is no such thing, whatever is asked. */
export async function signInToDemo(personId: string): Promise<Headers> {
  const person = DEMO_PEOPLE.find(({ id }) => id === personId)
  if (!person || !(await isDemo())) throw new AppError('not_found', 'There is nothing here.')
  await authDatabase().$transaction(async (tx) => {
    await addPerson(tx, person)
    const { id } = person
    await recordAccess(tx, { actor: id, action: 'session.begun', object: `person:${id}`, entry: { by: 'demo' } })
  })
  return beginSession(person.id)
}

async function addPerson(tx: AuthTx, { id, name, role, teamIds }: DemoPerson): Promise<void> {
  await tx.person.upsert({
    where: { id },
    create: { id, name, role, email: `${id}@demo.invalid`, createdAt: new Date() },
    update: {},
  })
  await tx.membership.createMany({
    data: teamIds.map((teamId) => ({ personId: id, teamId })),
    skipDuplicates: true,
  })
}

/** Those of the demo's people who decide something, for its past. Nobody outside of a demo. */
export async function addDemoDeciders(): Promise<Viewer[]> {
  if (!(await isDemo())) return []
  const deciders = DEMO_PEOPLE.filter(({ role }) => role !== 'auditor')
  await authDatabase().$transaction(async (tx) => {
    for (const person of deciders) await addPerson(tx, person)
  })
  return deciders.map(({ id, name, role, teamIds }) => ({ personId: id, name, role, teamIds }))
}

/** Both the settings and the database must say so: real data must not be read without a proof of who asks. */
async function isDemo(): Promise<boolean> {
  if (env().mode !== 'demo') return false
  const installation = await authDatabase().installation.findUnique({ where: { id: 1 } })
  return installation?.mode === 'demo'
}
