import { wrongType } from './commands/reply-errors.ts'

export type HashEntry = { readonly kind: 'hash'; readonly fields: Map<string, string>; expiresAt: number | null }
export type SetEntry = { readonly kind: 'set'; readonly members: Set<string>; expiresAt: number | null }
export type SortedSetEntry = { readonly kind: 'zset'; readonly scores: Map<string, number>; expiresAt: number | null }
export type ListEntry = { readonly kind: 'list'; readonly items: string[]; expiresAt: number | null }
export type StringEntry = { readonly kind: 'string'; readonly value: string; expiresAt: number | null }
/** One key's value; `expiresAt` in milliseconds since 1970, null: never. */
export type Entry = StringEntry | HashEntry | SetEntry | SortedSetEntry | ListEntry

/**
 * The keyspace. Its clock is set by each executed command and only moves forward, so that an expired key stays expired
 * and a replay of the log with the same times gives the same content.
 */
export class Database {
  readonly #entries = new Map<string, Entry>()
  #now = 0

  get now(): number {
    return this.#now
  }

  advanceTo(time: number): void {
    if (time > this.#now) this.#now = time
  }

  find(key: string): Entry | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined || entry.expiresAt === null || entry.expiresAt > this.#now) return entry
    this.#entries.delete(key)
    return undefined
  }

  /** The key's value if it is of this kind, undefined if there is none; WRONGTYPE otherwise. */
  findOf<Kind extends Entry['kind']>(key: string, kind: Kind): Extract<Entry, { kind: Kind }> | undefined {
    const entry = this.find(key)
    if (entry === undefined) return undefined
    if (!isOf(entry, kind)) throw wrongType()
    return entry
  }

  put(key: string, entry: Entry): void {
    this.#entries.set(key, entry)
  }

  remove(key: string): boolean {
    const existed = this.find(key) !== undefined
    this.#entries.delete(key)
    return existed
  }

  clear(): void {
    this.#entries.clear()
  }

  /** Live keys in order of insertion; the keyspace may change during the iteration. */
  *[Symbol.iterator](): IterableIterator<[key: string, entry: Entry]> {
    for (const [key, entry] of this.#entries) {
      if (entry.expiresAt === null || entry.expiresAt > this.#now) yield [key, entry]
    }
  }

  countKeys(): number {
    let count = 0
    for (const _ of this) count += 1
    return count
  }
}

function isOf<Kind extends Entry['kind']>(entry: Entry, kind: Kind): entry is Extract<Entry, { kind: Kind }> {
  return entry.kind === kind
}
