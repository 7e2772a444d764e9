/** What holds from one instant to just before another, milliseconds since 1970 UTC. */
export interface Timed {
  /** Clocks may be moved back, where somebody looks into the past: nothing is known of before. */
  readonly from: number
  readonly until: number
  /** What keeping it takes, beside its key. It may grow: it is weighed whenever it is kept or recalled. */
  readonly bytes: number
}

/** What an entry takes beside its key and what it says. */
export const ENTRY_BYTES = 200

/** A value, what its entry takes beside it, and what it took when it was weighed last. */
interface Entry<Value> {
  readonly value: Value
  readonly bytes: number
  weighed: number
}

/**
 * Keeps what was worked out for as long as it holds, by key, within a number of bytes: what was asked for longest ago
 * goes first. Nothing goes but in `keep`, for its own key, and in `shrink`: until then all that was recalled is good.
 */
export class KeptWhileValid<Value extends Timed> {
  /** What was asked for longest ago first. */
  private readonly entries = new Map<string, Entry<Value>>()
  private heldBytes = 0
  /** What was asked for last. */
  private newest: Entry<Value> | null = null

  /** @param dropped told of each value that is kept no longer */
  constructor(
    private readonly greatestBytes: number,
    private readonly dropped: (value: Value) => void = () => undefined,
  ) {}

  /** What all that is kept takes, with its keys. */
  get bytes(): number {
    return this.heldBytes
  }

  /** Whether something is kept under the key, though it may hold no longer. */
  has(key: string): boolean {
    return this.entries.has(key)
  }

  /** What is kept under the key and holds at `now`, or null. */
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

  /** Keeps a value in the place of what was there. */
  keep(key: string, value: Value): Value {
    this.drop(key)
    const entry = { value, bytes: 2 * key.length + ENTRY_BYTES, weighed: 0 }
    this.entries.set(key, entry)
    this.newest = entry
    this.heldBytes += entry.bytes
    this.weigh(entry)
    return value
  }

  /** Drops what was asked for longest ago until the rest is within its bytes. */
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
