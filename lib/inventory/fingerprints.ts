/**
 * What the store holds of one scope, as 16 bytes of identity and 16 of content per row, so that a reading is compared
 * as it streams in and only what changed is ever written. About 40 bytes a row, whatever the rows carry.
 */
import { DIGEST_BYTES } from '../core/identity.ts'

export type Verdict = 'new' | 'changed' | 'unchanged' | 'repeated'

const WORDS = DIGEST_BYTES / 4
const RECORD_BYTES = 2 * DIGEST_BYTES
const EMPTY = -1

export class Fingerprints {
  #ids: Uint32Array
  #contents: Uint32Array
  #seen: Uint8Array
  #slots: Int32Array
  #size: number
  /** Entries below this came from the store, those above were met in the reading. */
  readonly #stored: number
  #seenCount = 0
  #seenStored = 0

  /** `packed` is identity and content of every stored row, one after the other. */
  constructor(packed: Buffer) {
    if (packed.length % RECORD_BYTES !== 0) throw new Error('stored rows with a content hash of another length')
    this.#stored = packed.length / RECORD_BYTES
    this.#size = this.#stored
    const room = Math.max(64, this.#size)
    this.#ids = new Uint32Array(room * WORDS)
    this.#contents = new Uint32Array(room * WORDS)
    this.#seen = new Uint8Array(room)
    for (let entry = 0; entry < this.#size; entry++) {
      for (let word = 0; word < WORDS; word++) {
        this.#ids[entry * WORDS + word] = packed.readUInt32BE(entry * RECORD_BYTES + word * 4)
        this.#contents[entry * WORDS + word] = packed.readUInt32BE(entry * RECORD_BYTES + DIGEST_BYTES + word * 4)
      }
    }
    this.#slots = this.#index()
  }

  /** How many different rows the reading has shown so far. */
  get seenCount(): number {
    return this.#seenCount
  }

  get storedCount(): number {
    return this.#stored
  }

  get absentCount(): number {
    return this.#stored - this.#seenStored
  }

  /** Takes note of a row of the reading, given the digests of its key and of its content. */
  compare(id: string, content: string): Verdict {
    const slot = this.#slotOf(id)
    const entry = this.#slots[slot] ?? EMPTY
    if (entry === EMPTY) {
      this.#append(slot, id, content)
      return 'new'
    }
    if (this.#seen[entry] === 1) return 'repeated'
    this.#seen[entry] = 1
    this.#seenCount++
    this.#seenStored++
    return matches(this.#contents, entry, content) ? 'unchanged' : 'changed'
  }

  /** Identities of stored rows that the reading did not show, as UUIDs. Says something only of a complete reading. */
  *absent(): Generator<string> {
    for (let entry = 0; entry < this.#stored; entry++) {
      if (this.#seen[entry] === 1) continue
      yield Buffer.from(this.#ids.slice(entry * WORDS, (entry + 1) * WORDS).buffer)
        .swap32()
        .toString('hex')
    }
  }

  #slotOf(id: string): number {
    const mask = this.#slots.length - 1
    let slot = wordOf(id, 0) & mask
    for (;;) {
      const entry = this.#slots[slot] ?? EMPTY
      if (entry === EMPTY || matches(this.#ids, entry, id)) return slot
      slot = (slot + 1) & mask
    }
  }

  #append(slot: number, id: string, content: string): void {
    const entry = this.#size++
    if (entry * WORDS >= this.#ids.length) this.#grow()
    for (let word = 0; word < WORDS; word++) {
      this.#ids[entry * WORDS + word] = wordOf(id, word)
      this.#contents[entry * WORDS + word] = wordOf(content, word)
    }
    this.#seen[entry] = 1
    this.#seenCount++
    this.#slots[slot] = entry
    if (this.#size * 2 > this.#slots.length) this.#slots = this.#index()
  }

  #grow(): void {
    const enlarge = (from: Uint32Array) => {
      const to = new Uint32Array(from.length * 2)
      to.set(from)
      return to
    }
    this.#ids = enlarge(this.#ids)
    this.#contents = enlarge(this.#contents)
    const seen = new Uint8Array(this.#seen.length * 2)
    seen.set(this.#seen)
    this.#seen = seen
  }

  /** Slots for at least twice as many entries as there are; a power of two, for the mask. */
  #index(): Int32Array {
    const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(64, this.#size * 4)))).fill(EMPTY)
    const mask = slots.length - 1
    for (let entry = 0; entry < this.#size; entry++) {
      let slot = (this.#ids[entry * WORDS] ?? 0) & mask
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask
      slots[slot] = entry
    }
    return slots
  }
}

/** Four characters of a digest as one unsigned number. */
function wordOf(digest: string, word: number): number {
  const at = word * 4
  return (
    ((digest.charCodeAt(at) << 24) |
      (digest.charCodeAt(at + 1) << 16) |
      (digest.charCodeAt(at + 2) << 8) |
      digest.charCodeAt(at + 3)) >>>
    0
  )
}

function matches(words: Uint32Array, entry: number, digest: string): boolean {
  for (let word = 0; word < WORDS; word++) {
    if (words[entry * WORDS + word] !== wordOf(digest, word)) return false
  }
  return true
}
