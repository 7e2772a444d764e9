/** Buffer to convert one floating-point number at a time. */
const fraction = new DataView(new ArrayBuffer(8))

/**
 * Writes numbers one after the other, big endian, into a buffer of known size. It writes byte by byte: creating a
 * `DataView` for each buffer would take longer than writing a record.
 */
export class ByteWriter {
  readonly bytes: Uint8Array<ArrayBuffer>
  #at = 0

  constructor(length: number) {
    this.bytes = new Uint8Array(length)
  }

  u8(value: number): void {
    if (this.#at >= this.bytes.length) throw new RangeError('the buffer is full')
    this.bytes[this.#at++] = value
  }

  i8(value: number): void {
    this.u8(value)
  }

  u16(value: number): void {
    this.u8(value >>> 8)
    this.u8(value)
  }

  u32(value: number): void {
    this.u8(value >>> 24)
    this.u8(value >>> 16)
    this.u8(value >>> 8)
    this.u8(value)
  }

  f32(value: number): void {
    fraction.setFloat32(0, value)
    this.u32(fraction.getUint32(0))
  }

  f64(value: number): void {
    fraction.setFloat64(0, value)
    this.u32(fraction.getUint32(0))
    this.u32(fraction.getUint32(4))
  }

  /**
   * Writes an integer from 0 to 2^53 - 1 as a varint: seven bits to a byte, the lowest first. Small ones take one byte.
   */
  whole(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`${value} is no whole number from 0 to 2^53 - 1`)
    let rest = value
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.u8((rest % 128) + 128)
    this.u8(rest)
  }

  raw(value: Uint8Array): void {
    this.bytes.set(value, this.#at)
    this.#at += value.length
  }

  /** The part of the buffer that was written. */
  written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.#at)
  }
}

/** Reads what a `ByteWriter` wrote, in the same order. Every read beyond the end throws a RangeError. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  u8(): number {
    const byte = this.#bytes[this.#at++]
    if (byte === undefined) throw new RangeError('the bytes end early')
    return byte
  }

  i8(): number {
    return (this.u8() << 24) >> 24
  }

  u16(): number {
    return (this.u8() << 8) | this.u8()
  }

  u32(): number {
    const high = this.u16()
    return high * 0x1_0000 + this.u16()
  }

  f32(): number {
    fraction.setUint32(0, this.u32())
    return fraction.getFloat32(0)
  }

  f64(): number {
    fraction.setUint32(0, this.u32())
    fraction.setUint32(4, this.u32())
    return fraction.getFloat64(0)
  }

  /** Reads an integer that `ByteWriter.whole` wrote. */
  whole(): number {
    let [value, weight] = [0, 1]
    for (let byte = this.u8(); ; byte = this.u8()) {
      value += (byte % 128) * weight
      if (!Number.isSafeInteger(value)) throw new RangeError('a number is too great')
      if (byte < 128) return value
      weight *= 128
    }
  }

  raw(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new RangeError('the bytes end early')
    this.#at += length
    return this.#bytes.slice(this.#at - length, this.#at)
  }

  list<Item>(length: number, read: () => Item): readonly Item[] {
    const items: Item[] = []
    for (let index = 0; index < length; index++) items.push(read())
    return items
  }

  atEnd(): boolean {
    return this.#at === this.#bytes.length
  }
}
