/** Numbers by a key of several parts. */
export class Counts<Key extends object> {
  readonly #entries = new Map<string, { key: Key; counts: Record<string, number> }>()

  add(key: Key, name: string, by: number): void {
    const text = JSON.stringify(key)
    const entry = this.#entries.get(text) ?? { key, counts: {} }
    entry.counts[name] = (entry.counts[name] ?? 0) + by
    this.#entries.set(text, entry)
  }

  /** Those that are not zero. */
  rows<Name extends string>(...names: Name[]): (Key & Record<Name, number>)[] {
    return [...this.#entries.values()]
      .filter(({ counts }) => names.some((name) => (counts[name] ?? 0) !== 0))
      .map(({ key, counts }) => ({
        ...key,
        ...(Object.fromEntries(names.map((name) => [name, counts[name] ?? 0])) as Record<Name, number>),
      }))
  }
}
