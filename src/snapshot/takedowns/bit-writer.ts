/** Writes bits, starting with the highest of each byte. */
export class BitWriter {
  private bytes = new Uint8Array(1024)
  private length = 0

  /** Writes this many ones, then a zero. */
  ones(count: number): void {
    for (let each = 0; each < count; each++) this.bit(1)
    this.bit(0)
  }

  /** Writes the lowest bits of a number, the highest first; at most 32. */
  bits(value: number, count: number): void {
    for (let at = count - 1; at >= 0; at--) this.bit((value >>> at) & 1)
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, (this.length + 7) >>> 3)
  }

  private bit(bit: number): void {
    const at = this.length >>> 3
    if (at === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2)
      larger.set(this.bytes)
      this.bytes = larger
    }
    if (bit === 1) this.bytes[at] = (this.bytes[at] ?? 0) | (0x80 >>> (this.length & 7))
    this.length++
  }
}
