/** The error message for a number that does not fit into a column. */
export function noRoomFor(value: number): string {
  return `${value} is more than a column of the snapshot can hold: a region has fewer than 65,536 kinds of anything`
}

type Column = Uint32Array | Uint16Array | Uint8Array | Int8Array | Float64Array

/** A growable typed column: values take as many bytes as in the snapshot (with up to half as much again reserved). */
export class GrowingColumn<Values extends Column> {
  private filled = 0
  private values: Values

  /** @param make creates a column of a length, filled with 0 */
  constructor(private readonly make: (length: number) => Values) {
    this.values = make(1024)
  }

  get length(): number {
    return this.filled
  }

  at(index: number): number | undefined {
    return index < this.filled ? this.values[index] : undefined
  }

  /** A view of the values so far, not a copy; valid until the next `push`. */
  view(): Values {
    return this.values.subarray(0, this.filled) as Values
  }

  /** @throws RangeError for a number that does not fit: truncated, it would be a different one */
  push(value: number): void {
    this.makeRoom(1)
    this.values[this.filled] = value
    if (this.values[this.filled] !== value && !Number.isNaN(value)) throw new RangeError(noRoomFor(value))
    this.filled++
  }

  pushAll(values: ArrayLike<number>): void {
    this.makeRoom(values.length)
    this.values.set(values, this.filled)
    this.filled += values.length
  }

  /** All values, in a column of exactly their number. */
  finish(): Values {
    const finished = this.make(this.filled)
    finished.set(this.view())
    return finished
  }

  private makeRoom(more: number): void {
    if (this.filled + more <= this.values.length) return
    const grown = this.make(Math.max(this.filled + more, Math.ceil(this.values.length * 1.5)))
    grown.set(this.values)
    this.values = grown
  }
}

/** A new growing column of unsigned 32-bit integers; the others here likewise. */
export const growingUint32 = (): GrowingColumn<Uint32Array> => new GrowingColumn((length) => new Uint32Array(length))
/** As `growingUint32`, of 16 bits. */
export const growingUint16 = (): GrowingColumn<Uint16Array> => new GrowingColumn((length) => new Uint16Array(length))
/** As `growingUint32`, of 8 bits with a sign. */
export const growingInt8 = (): GrowingColumn<Int8Array> => new GrowingColumn((length) => new Int8Array(length))
/** As `growingUint32`, of 8 bits. */
export const growingUint8 = (): GrowingColumn<Uint8Array> => new GrowingColumn((length) => new Uint8Array(length))
/** As `growingUint32`, of any numbers. */
export const growingFloat64 = (): GrowingColumn<Float64Array> => new GrowingColumn((length) => new Float64Array(length))
