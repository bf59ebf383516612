/** Chance that repeats: the same words always give the same sequence, so a seed is a whole organisation. */
export type Random = {
  /** At least 0, below 1. */
  fraction(): number
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** One of the items, each as likely as its weight. */
  weigh<Item>(items: readonly (readonly [Item, number])[]): Item
  /** So many lower-case letters and digits. */
  word(length: number): string
  digits(length: number): string
  hex(length: number): string
  uuid(): string
}

/** FNV-1a with a final mix: spreads short, similar texts over 32 bits. */
export function hash(text: string): number {
  let state = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193)
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
  return (state ^ (state >>> 16)) >>> 0
}

/** A sequence of its own for whatever the words name. */
export function randomFor(...words: readonly (string | number)[]): Random {
  let state = hash(words.join('\u0000'))
  const fraction = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1))
  const spell = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(between(0, alphabet.length - 1))).join('')
  const hex = (length: number) => spell('0123456789abcdef', length)
  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    pick: (items) => itemAt(items, between(0, items.length - 1)),
    weigh: (items) => {
      let left = fraction() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) {
        left -= weight
        if (left < 0) return item
      }
      return itemAt(items, items.length - 1)[0]
    },
    word: (length) => spell('abcdefghijklmnopqrstuvwxyz0123456789', length),
    digits: (length) => spell('0123456789', length),
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}

/** The item at an index that is known to be in range. */
export function itemAt<Item>(items: readonly Item[], index: number): Item {
  if (index < 0 || index >= items.length) throw new RangeError(`No item ${index} among ${items.length}`)
  // In range, by the line above; the type cannot know.
  return items[index] as Item
}
