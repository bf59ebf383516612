/**
 * What the store holds of one scope, as 16 bytes of identity and 16 of content per row, so that a reading is compared
 * as it streams in and only what changed is ever written. About 50 bytes a row, whatever the rows carry. The content's
 * digest covers the identity too: a row that has not changed is found by it alone, with one hash.
 */
import { DIGEST_BYTES } from '../core/identity.ts'

export type Verdict = 'new' | 'changed' | 'unchanged' | 'repeated'

const WORDS = DIGEST_BYTES / 4
const RECORD_BYTES = 2 * DIGEST_BYTES
const EMPTY = -1

export class Fingerprints {
  #ids: Uint32Array
  readonly #contents: Uint32Array
  #seen: Uint8Array
  /** Entries of the store by content, and, made when first needed, all entries by identity. */
  readonly #byContent: Int32Array
  #byId: Int32Array | null = null
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
    this.#byContent = this.#index(this.#contents)
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

  /** Takes note of a row of the reading, given the digest of its key and content, and that of its key if it comes to it. */
  compare(content: string, idOf: () => string): Verdict {
    const same = this.#byContent[slotOf(this.#byContent, this.#contents, content)] ?? EMPTY
    if (same !== EMPTY) return this.#see(same, 'unchanged')
    this.#byId ??= this.#index(this.#ids)
    const id = idOf()
    const slot = slotOf(this.#byId, this.#ids, id)
    const entry = this.#byId[slot] ?? EMPTY
    if (entry !== EMPTY) return this.#see(entry, 'changed')
    this.#append(this.#byId, slot, id)
    return 'new'
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

  #see(entry: number, verdict: Verdict): Verdict {
    if (this.#seen[entry] === 1) return 'repeated'
    this.#seen[entry] = 1
    this.#seenCount++
    if (entry < this.#stored) this.#seenStored++
    return verdict
  }

  #append(byId: Int32Array, slot: number, id: string): void {
    const entry = this.#size++
    if (entry * WORDS >= this.#ids.length) this.#grow()
    for (let word = 0; word < WORDS; word++) this.#ids[entry * WORDS + word] = wordOf(id, word)
    this.#seen[entry] = 1
    this.#seenCount++
    byId[slot] = entry
    if (this.#size * 2 > byId.length) this.#byId = this.#index(this.#ids)
  }

  #grow(): void {
    const ids = new Uint32Array(this.#ids.length * 2)
    ids.set(this.#ids)
    this.#ids = ids
    const seen = new Uint8Array(this.#seen.length * 2)
    seen.set(this.#seen)
    this.#seen = seen
  }

  /** Slots for at least twice as many entries as there are; a power of two, for the mask. */
  #index(words: Uint32Array): Int32Array {
    const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(64, this.#size * 2)))).fill(EMPTY)
    const mask = slots.length - 1
    for (let entry = 0; entry < this.#size; entry++) {
      let slot = (words[entry * WORDS] ?? 0) & mask
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask
      slots[slot] = entry
    }
    return slots
  }
}

/** Where the digest stands, or the free slot where it would. */
function slotOf(slots: Int32Array, words: Uint32Array, digest: string): number {
  const mask = slots.length - 1
  let slot = wordOf(digest, 0) & mask
  for (;;) {
    const entry = slots[slot] ?? EMPTY
    if (entry === EMPTY || matches(words, entry, digest)) return slot
    slot = (slot + 1) & mask
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
