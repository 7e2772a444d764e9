/** Longer texts are names of one request or one viewer: nobody sends them twice. */
const TEXT_MAX = 64
const KNOWN_MAX = 1024

/**
 * What texts of a field came to. A field means the same in every request and devices say few different things, so the
 * schema is asked once for each. Bounded: when it is full, it starts anew.
 */
export class FieldMemory<Value> {
  readonly #known = new Map<string, Value>()

  /** The value of the text; undefined where it is not remembered. */
  valueOf(text: string): Value | undefined {
    return this.#known.get(text)
  }

  remember(text: string, value: Value): void {
    if (text.length > TEXT_MAX) return
    if (this.#known.size >= KNOWN_MAX) this.#known.clear()
    this.#known.set(text, value)
  }
}
