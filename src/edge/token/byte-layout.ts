/** Writes numbers one after the other, big endian, into a buffer of known size. */
export class ByteWriter {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly #view: DataView
  #at = 0

  constructor(length: number) {
    this.bytes = new Uint8Array(length)
    this.#view = new DataView(this.bytes.buffer)
  }

  u8(value: number): void {
    this.#view.setUint8(this.#at, value)
    this.#at += 1
  }

  i8(value: number): void {
    this.#view.setInt8(this.#at, value)
    this.#at += 1
  }

  u16(value: number): void {
    this.#view.setUint16(this.#at, value)
    this.#at += 2
  }

  u32(value: number): void {
    this.#view.setUint32(this.#at, value)
    this.#at += 4
  }

  f32(value: number): void {
    this.#view.setFloat32(this.#at, value)
    this.#at += 4
  }

  f64(value: number): void {
    this.#view.setFloat64(this.#at, value)
    this.#at += 8
  }

  /** A whole number from 0 to 2^53 - 1, seven bits to a byte, the lowest first: small ones take one byte. */
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

  /** As much as was written, where the buffer was made for more. */
  written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.#at)
  }
}

/** Reads what a `ByteWriter` wrote, in the same order. Every read past the end throws a RangeError. */
export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  u8(): number {
    this.#at += 1
    return this.#view.getUint8(this.#at - 1)
  }

  i8(): number {
    this.#at += 1
    return this.#view.getInt8(this.#at - 1)
  }

  u16(): number {
    this.#at += 2
    return this.#view.getUint16(this.#at - 2)
  }

  u32(): number {
    this.#at += 4
    return this.#view.getUint32(this.#at - 4)
  }

  f32(): number {
    this.#at += 4
    return this.#view.getFloat32(this.#at - 4)
  }

  f64(): number {
    this.#at += 8
    return this.#view.getFloat64(this.#at - 8)
  }

  /** What `ByteWriter.whole` wrote. */
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
