/** Names of teams, as values of tags give them, and the ids they have here. */
import { hash } from 'node:crypto'

/** How much of a name the readable part of an id shows. */
const READABLE_MAX = 40
/** Hexadecimal digits of the name's hash behind it. */
const DIGITS = 10
const PLAIN = /^[a-z0-9]+(-[a-z0-9]+)*$/
const ENDS_LIKE_A_HASH = new RegExp(`-[0-9a-f]{${DIGITS},}$`)
/** Stands for "nobody" where a list is narrowed to owners. */
const NOBODY = 'none'

/**
 * The name that a tag's value gives; null when it gives none. White space around it is all that may differ: AWS keeps
 * apart values that differ in case or in any sign, so they are different teams.
 */
export const teamNameOf = (value: string): string | null => value.trim() || null

function readablePart(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, READABLE_MAX)
    .replace(/^-+|-+$/g, '')
  return slug || 'team'
}

/**
 * The id of a team of this name: the name itself where it can stand in an address as it is, else what can be read of it
 * with a hash of the whole name behind it.
 */
function idOf(name: string, digits: number): string {
  const isWhole = name.length <= READABLE_MAX && PLAIN.test(name) && !ENDS_LIKE_A_HASH.test(name) && name !== NOBODY
  return isWhole ? name : `${readablePart(name)}-${hash('sha256', name, 'hex').slice(0, digits)}`
}

export type Team = { id: string; name: string }

/** The teams there are. A name finds its team by the name alone, so that no two names ever share one. */
export class Teams {
  readonly #ids: Map<string, string>
  readonly #taken: Set<string>
  readonly #made: Team[] = []

  constructor(known: readonly Team[]) {
    this.#ids = new Map(known.map(({ id, name }) => [name, id]))
    this.#taken = new Set(known.map(({ id }) => id))
  }

  /** Null when there is no team of this name. */
  find(name: string): string | null {
    return this.#ids.get(name) ?? null
  }

  /** The team of this name, which comes into being where there is none. */
  findOrMake(name: string): string {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    // Ids of an earlier version were made from less than the whole name, so one may stand for another name.
    const short = idOf(name, DIGITS)
    const id = this.#taken.has(short) ? `${readablePart(name)}-${hash('sha256', name, 'hex')}` : short
    this.#ids.set(name, id)
    this.#taken.add(id)
    this.#made.push({ id, name })
    return id
  }

  /** Those that came into being. */
  get made(): readonly Team[] {
    return this.#made
  }
}
