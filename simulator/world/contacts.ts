import type { Random } from './random.ts'

export const CONTACT_TYPES = ['BILLING', 'OPERATIONS', 'SECURITY'] as const
export type ContactType = (typeof CONTACT_TYPES)[number]
export type Contact = { type: ContactType; name: string; title: string; email: string; phone: string }

const PEOPLE = [
  ['Aylin Demir', 'Head of Operations'],
  ['Jonas Weber', 'Platform Engineer'],
  ["Siobhán O'Neill", 'Security Lead'],
  ['Łukasz Nowak', 'Cost Controller'],
  ['林 美咲', 'SRE Manager'],
  ['Chidi Okafor', 'Engineering Manager'],
] as const

/** One account in four lacks the contact of a kind: AWS then answers "not found". */
const MISSING_CHANCE = 0.25

export function contactsOf(team: string | null, random: Random): readonly Contact[] {
  return CONTACT_TYPES.flatMap((type) => {
    const [name, title] = random.pick(PEOPLE)
    const desk = `${team ?? 'cloud'}-${type.toLowerCase()}`
    const contact = { type, name, title, email: `${desk}@acme.example`, phone: `+49 30 555${random.digits(4)}` }
    return random.chance(MISSING_CHANCE) ? [] : [contact]
  })
}
