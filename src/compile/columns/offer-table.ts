import type { OfferClasses } from '../../model/columns/snapshot.ts'
import { growingFloat64, growingUint8, growingUint32 } from './growing-column.ts'
import type { PlacedOffers } from './offers.ts'

/**
 * The offer classes of a region during compilation, stored as columns already: nearly every title has its own offers,
 * and nested lists would take ten times the memory. Equal offers of a territory are stored once.
 */
export class OfferTable {
  private readonly classes = new Map<string, number>()
  /** Number of each set of offers in one territory, by the set's key. */
  private readonly sets = new Map<string, number>()
  private readonly cells = growingUint32()
  private readonly offsets = growingUint32()
  private readonly promoteFrom = growingFloat64()
  private readonly start = growingFloat64()
  private readonly end = growingFloat64()
  private readonly types = growingUint8()
  private readonly embargoUntil = growingFloat64()

  constructor() {
    this.offsets.push(0)
  }

  /** The class of the offers with this key; `place` computes them by territory and is called only for a new key. */
  indexOf(key: string, place: () => readonly PlacedOffers[]): number {
    const known = this.classes.get(key)
    if (known !== undefined) return known
    const cells = place().map((cell) => this.setOf(cell))
    const index = this.classes.size
    this.classes.set(key, index)
    for (const set of cells) this.cells.push(set)
    return index
  }

  /**
   * The class of offers that are also under the embargo of another class: in each territory nothing is shown before
   * both embargoes end.
   */
  under(index: number, above: number): number {
    const [cells, aboveCells] = [this.cellsOf(index), this.cellsOf(above)]
    const embargoOf = (set: number | undefined): number => this.embargoUntil.at(set ?? -1) ?? 0
    const binds = cells.some((set, place) => embargoOf(aboveCells[place]) > embargoOf(set))
    if (!binds) return index
    return this.indexOf(`${index} under ${above}`, () =>
      cells.map((set, place) => ({
        offers: this.offersOf(set),
        embargoUntil: Math.max(embargoOf(set), embargoOf(aboveCells[place])),
      })),
    )
  }

  finish(): OfferClasses {
    return {
      cells: this.cells.finish(),
      offsets: this.offsets.finish(),
      promoteFrom: this.promoteFrom.finish(),
      start: this.start.finish(),
      end: this.end.finish(),
      types: this.types.finish(),
      embargoUntil: this.embargoUntil.finish(),
    }
  }

  private cellsOf(index: number): readonly number[] {
    const places = this.cells.length / this.classes.size
    return [...this.cells.view().subarray(index * places, (index + 1) * places)]
  }

  private offersOf(set: number): PlacedOffers['offers'] {
    const [from = 0, to = 0] = [this.offsets.at(set), this.offsets.at(set + 1)]
    return Array.from({ length: to - from }, (_, at) => ({
      promoteFrom: this.promoteFrom.at(from + at) ?? 0,
      start: this.start.at(from + at) ?? 0,
      end: this.end.at(from + at) ?? 0,
      types: this.types.at(from + at) ?? 0,
    }))
  }

  private setOf({ offers, embargoUntil }: PlacedOffers): number {
    const each = offers.map(({ promoteFrom, start, end, types }) => `${promoteFrom} ${start} ${end} ${types}`)
    const key = `${embargoUntil} ${each.join()}`
    const known = this.sets.get(key)
    if (known !== undefined) return known
    const index = this.sets.size
    this.sets.set(key, index)
    for (const offer of offers) {
      this.promoteFrom.push(offer.promoteFrom)
      this.start.push(offer.start)
      this.end.push(offer.end)
      this.types.push(offer.types)
    }
    this.offsets.push(this.start.length)
    this.embargoUntil.push(embargoUntil)
    return index
  }
}
