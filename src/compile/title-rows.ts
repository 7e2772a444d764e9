import type { TitleId } from '../model/identifier.ts'
import type { Rating } from '../model/rating.ts'
import { inOrder, rowOrder } from '../model/row-order.ts'
import { NO_INDEX } from '../model/snapshot.ts'
import type { Title } from '../model/title.ts'
import type { TitleRow } from './column-builder.ts'

/** The titles of a region while compiling, by the order in which they came: that is a title's number. */
export class TitleRows {
  private readonly rows: TitleRow[] = []
  /** By rating class: titles mostly share theirs. */
  private readonly ratings = new Map<number, readonly Rating[]>()
  private readonly numbers = new Map<TitleId, number>()

  add(record: Title, row: TitleRow): void {
    this.numbers.set(record.id, this.rows.length)
    if (!this.ratings.has(row.rating)) this.ratings.set(row.rating, record.ratings)
    this.rows.push(row)
  }

  /** `NO_INDEX` for none, and for one that did not come. */
  numberOf(id: TitleId | null): number {
    return id === null ? NO_INDEX : (this.numbers.get(id) ?? NO_INDEX)
  }

  row(number: number): TitleRow | null {
    return this.rows[number] ?? null
  }

  ratingsOf(number: number): readonly Rating[] {
    return this.ratings.get(this.rows[number]?.rating ?? NO_INDEX) ?? []
  }

  /** The rows in the order of their columns, and where each number stands there. */
  inColumnOrder(): { readonly titles: readonly TitleRow[]; readonly placeOf: (number: number) => number } {
    const order = rowOrder(this.rows.map(({ id }) => id))
    const places = new Uint32Array(order.length)
    order.forEach((number, place) => {
      places[number] = place
    })
    return { titles: inOrder(this.rows, order), placeOf: (number) => places[number] ?? NO_INDEX }
  }
}
