import type { TopRows } from '../engine.ts'

/** Below every score: nothing has been refused yet. */
const NOTHING = -(2 ** 31)

/**
 * The best rows so far: a binary heap with the worst of them at the root, so that a new row is compared with one. Only
 * rows that enter cost more than one comparison, and the root tells which rows can be skipped.
 */
export class BestRows {
  /** A row enters only with a score above this; rows must be offered in ascending order. */
  threshold: number
  readonly #scores: Int32Array
  readonly #rows: Uint32Array
  #held = 0

  constructor(k: number) {
    this.threshold = k > 0 ? NOTHING : Number.POSITIVE_INFINITY
    this.#scores = new Int32Array(k)
    this.#rows = new Uint32Array(k)
  }

  /** Takes a row in; when full, in place of the worst. Only for a score above the threshold. */
  add(score: number, row: number): void {
    if (this.#held < this.#scores.length) this.#rise(this.#held++, score, row)
    else this.#sink(0, this.#held, score, row)
    if (this.#held === this.#scores.length) this.threshold = this.#scores[0] ?? NOTHING
  }

  /** Empties the heap, worst first, into its own arrays from the end. */
  ranked(): TopRows {
    const held = this.#held
    for (let last = held - 1; last > 0; last--) {
      const score = this.#scores[last] ?? 0
      const row = this.#rows[last] ?? 0
      this.#put(last, this.#scores[0] ?? 0, this.#rows[0] ?? 0)
      this.#sink(0, last, score, row)
    }
    return { rows: this.#rows.slice(0, held), scores: this.#scores.slice(0, held) }
  }

  #rise(from: number, score: number, row: number): void {
    let slot = from
    while (slot > 0) {
      const parent = (slot - 1) >> 1
      if (!this.#isWorse(score, row, parent)) break
      this.#move(parent, slot)
      slot = parent
    }
    this.#put(slot, score, row)
  }

  #sink(from: number, end: number, score: number, row: number): void {
    let slot = from
    for (;;) {
      const child = this.#worseChild(slot, end)
      if (child >= end || this.#isWorse(score, row, child)) break
      this.#move(child, slot)
      slot = child
    }
    this.#put(slot, score, row)
  }

  #worseChild(slot: number, end: number): number {
    const left = 2 * slot + 1
    const right = left + 1
    return right < end && this.#isWorse(this.#scores[right] ?? 0, this.#rows[right] ?? 0, left) ? right : left
  }

  /** Whether a row ranks below the one at an index of the heap; of equal scores, the later row does. */
  #isWorse(score: number, row: number, slot: number): boolean {
    const other = this.#scores[slot] ?? 0
    return score < other || (score === other && row > (this.#rows[slot] ?? 0))
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#scores[from] ?? 0, this.#rows[from] ?? 0)
  }

  #put(slot: number, score: number, row: number): void {
    this.#scores[slot] = score
    this.#rows[slot] = row
  }
}
