/** What holds from one instant to just before another, milliseconds since 1970 UTC. */
export interface Timed {
  /** Clocks may be moved back, where somebody looks into the past: nothing is known of before. */
  readonly from: number
  readonly until: number
  /** What keeping it takes, beside its key. */
  readonly bytes: number
}

/** What an entry takes beside its key and what it says. */
const ENTRY_BYTES = 200

/**
 * Keeps what was worked out for as long as it holds, by key, within a number of bytes: what was asked for longest ago
 * goes first. Nothing goes but in `keep`, for its own key, and in `shrink`: until then all that was recalled is good.
 */
export class KeptWhileValid<Value extends Timed> {
  /** What was asked for longest ago first. */
  private readonly entries = new Map<string, Value>()
  private heldBytes = 0
  /** What was asked for last. */
  private newest: Value | null = null

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
    if (known === undefined || now < known.from || now >= known.until) return null
    if (known !== this.newest) {
      this.entries.delete(key)
      this.entries.set(key, known)
      this.newest = known
    }
    return known
  }

  /** Keeps a value in the place of what was there. */
  keep(key: string, value: Value): Value {
    this.drop(key)
    this.entries.set(key, value)
    this.newest = value
    this.heldBytes += bytesOf(key, value)
    return value
  }

  /** Drops what was asked for longest ago until the rest is within its bytes. */
  shrink(): void {
    for (const key of this.entries.keys()) {
      if (this.heldBytes <= this.greatestBytes) return
      this.drop(key)
    }
  }

  private drop(key: string): void {
    const value = this.entries.get(key)
    if (value === undefined) return
    this.entries.delete(key)
    if (value === this.newest) this.newest = null
    this.heldBytes -= bytesOf(key, value)
    this.dropped(value)
  }
}

function bytesOf(key: string, { bytes }: Timed): number {
  return bytes + 2 * key.length + ENTRY_BYTES
}
