/** Longer texts are ids of one request or one viewer, which are not worth keeping. */
const TEXT_MAX = 64
const KNOWN_MAX = 1024

/**
 * Cache of parsed texts of a field. A field means the same in every request and devices send few different values, so
 * the schema parses each text once. Bounded: a full cache is cleared.
 */
export class FieldMemory<Value> {
  readonly #known = new Map<string, Value>()

  /** The parsed value of the text; undefined if it is not cached. */
  valueOf(text: string): Value | undefined {
    return this.#known.get(text)
  }

  remember(text: string, value: Value): void {
    if (text.length > TEXT_MAX) return
    if (this.#known.size >= KNOWN_MAX) this.#known.clear()
    this.#known.set(text, value)
  }
}
