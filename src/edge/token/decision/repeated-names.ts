import type { ByteReader, ByteWriter } from '../byte-layout.ts'

/** Table of repeated names: a name is written in full at first, and later as its index in this list. */
export class RepeatedNames {
  readonly #known: string[] = []

  /** Writes the index, and a name that is new in full, by `writeNew`. */
  write(writer: ByteWriter, name: string, writeNew: () => void): void {
    const place = this.#known.indexOf(name)
    writer.whole(place < 0 ? this.#known.length : place)
    if (place >= 0) return
    this.#known.push(name)
    writeNew()
  }

  /** Reads what `write` wrote. */
  read(reader: ByteReader, readNew: () => string): string {
    const place = reader.whole()
    if (place === this.#known.length) this.#known.push(readNew())
    const name = this.#known[place]
    if (name === undefined) throw new RangeError('a name that is not there')
    return name
  }
}
