/** Bookkeeping of one entry, beside its value. In bytes. */
const ENTRY_BYTES = 100

interface Held<Value> {
  readonly value: Value
  readonly bytes: number
}

/**
 * A cache bounded in bytes, in two generations: a value that is read moves to the newer generation, and when that is
 * full, the older one is dropped with all that was not read meanwhile. A read takes one look-up, or two.
 */
export class Recent<Key, Value> {
  private newer = new Map<Key, Held<Value>>()
  private older = new Map<Key, Held<Value>>()
  private newerBytes = 0
  private olderBytes = 0
  /** Changes whenever values are removed. */
  version = 0

  constructor(private bytesMax: number) {}

  get bytes(): number {
    return this.newerBytes + this.olderBytes
  }

  /** Sets the bound, in bytes; what is above it is removed with the next value that is added. */
  set limit(bytesMax: number) {
    this.bytesMax = bytesMax
    if (this.bytes > bytesMax) this.turn()
    if (this.bytes > bytesMax) this.clear()
  }

  has(key: Key): boolean {
    return this.newer.has(key) || this.older.has(key)
  }

  /** The value, marked as used just now. */
  get(key: Key): Value | undefined {
    const held = this.newer.get(key)
    if (held !== undefined) return held.value
    const before = this.older.get(key)
    if (before === undefined) return undefined
    this.older.delete(key)
    this.olderBytes -= before.bytes
    this.add(key, before)
    return before.value
  }

  /** @param bytes memory that the value takes; a value above half of the bound is not kept */
  keep(key: Key, value: Value, bytes: number): void {
    this.drop(key)
    if (bytes + ENTRY_BYTES <= this.bytesMax / 2) this.add(key, { value, bytes: bytes + ENTRY_BYTES })
  }

  /** Removes the keys that are not wanted any more. */
  retain(wanted: (key: Key) => boolean): void {
    for (const keys of [this.newer, this.older]) {
      for (const key of keys.keys()) if (!wanted(key)) this.drop(key)
    }
  }

  clear(): void {
    this.turn()
    this.turn()
  }

  private add(key: Key, held: Held<Value>): void {
    if (this.newerBytes + held.bytes > this.bytesMax / 2) this.turn()
    this.newer.set(key, held)
    this.newerBytes += held.bytes
  }

  private drop(key: Key): void {
    const [newer, older] = [this.newer.get(key), this.older.get(key)]
    if (newer !== undefined) this.newerBytes -= newer.bytes
    if (older !== undefined) this.olderBytes -= older.bytes
    if (this.newer.delete(key) || this.older.delete(key)) this.version++
  }

  private turn(): void {
    this.older = this.newer
    this.olderBytes = this.newerBytes
    this.newer = new Map()
    this.newerBytes = 0
    this.version++
  }
}
