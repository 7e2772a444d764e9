/**
 * A map from row index to one of a few names. It takes two bytes for each row of the snapshot, however many are marked.
 */
export class MarkedRows {
  /** By row: 0 if not marked, else the index of its name plus one. */
  private readonly marks: Uint16Array
  private readonly names: string[] = []
  private readonly numbers = new Map<string, number>()
  private marked = 0

  constructor(rows: number) {
    this.marks = new Uint16Array(rows)
  }

  get size(): number {
    return this.marked
  }

  /** @throws RangeError for more names than two bytes can tell apart; a takedown list has room for a tenth of them */
  set(row: number, name: string): unknown {
    if (this.marks[row] === 0) this.marked++
    this.marks[row] = this.numberOf(name)
    return this
  }

  get(row: number): string | undefined {
    return this.names[(this.marks[row] ?? 0) - 1]
  }

  *keys(): MapIterator<number> {
    for (let row = 0; row < this.marks.length; row++) if (this.marks[row] !== 0) yield row
  }

  private numberOf(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    const number = this.names.push(name)
    if (number > 0xffff) throw new RangeError('more names than two bytes can tell apart')
    this.numbers.set(name, number)
    return number
  }
}
