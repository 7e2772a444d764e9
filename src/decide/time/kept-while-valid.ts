/** A value that is valid in a half-open span, milliseconds since 1970 UTC. */
export interface Timed {
  /**
   * Start of validity. The clock may go back, as when somebody looks at the past, and the value says nothing of before.
   */
  readonly from: number
  readonly until: number
  /** Size without its key, in bytes. It may grow: it is measured whenever the value is kept or recalled. */
  readonly bytes: number
}

/** Overhead of an entry besides its key and value, in bytes. */
export const ENTRY_BYTES = 200

/** A value, the overhead of its entry, and its size when last measured. */
interface Entry<Value> {
  readonly value: Value
  readonly bytes: number
  weighed: number
}

/**
 * A cache by key of values with a validity span, bounded in bytes; the least recently used go first. Values are dropped
 * only in `keep`, for the same key, and in `shrink`: until then everything recalled stays usable.
 */
export class KeptWhileValid<Value extends Timed> {
  /** In order of use, the least recent first. */
  private readonly entries = new Map<string, Entry<Value>>()
  private heldBytes = 0
  /** The most recently used entry. */
  private newest: Entry<Value> | null = null

  /** @param dropped called with each value that is no longer kept */
  constructor(
    private readonly greatestBytes: number,
    private readonly dropped: (value: Value) => void = () => undefined,
  ) {}

  /** Size of all entries with their keys, in bytes. */
  get bytes(): number {
    return this.heldBytes
  }

  /** Whether a value is kept under the key, valid or not. */
  has(key: string): boolean {
    return this.entries.has(key)
  }

  /** The value under the key if it is valid at `now`, else null. */
  recall(key: string, now: number): Value | null {
    const known = this.entries.get(key)
    if (known === undefined || now < known.value.from || now >= known.value.until) return null
    if (known !== this.newest) {
      this.entries.delete(key)
      this.entries.set(key, known)
      this.newest = known
    }
    this.weigh(known)
    return known.value
  }

  /** Keeps a value, replacing the one under the same key. */
  keep(key: string, value: Value): Value {
    this.drop(key)
    const entry = { value, bytes: 2 * key.length + ENTRY_BYTES, weighed: 0 }
    this.entries.set(key, entry)
    this.newest = entry
    this.heldBytes += entry.bytes
    this.weigh(entry)
    return value
  }

  /** Drops the least recently used entries until the rest is within the bound. */
  shrink(): void {
    for (const key of this.entries.keys()) {
      if (this.heldBytes <= this.greatestBytes) return
      this.drop(key)
    }
  }

  private weigh(entry: Entry<Value>): void {
    const { bytes } = entry.value
    this.heldBytes += bytes - entry.weighed
    entry.weighed = bytes
  }

  private drop(key: string): void {
    const entry = this.entries.get(key)
    if (entry === undefined) return
    this.entries.delete(key)
    if (entry === this.newest) this.newest = null
    this.heldBytes -= entry.bytes + entry.weighed
    this.dropped(entry.value)
  }
}
