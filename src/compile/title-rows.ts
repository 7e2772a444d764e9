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

  /** Parents that did not come, once each: orders on them descend all the same. */
  missingParents(): readonly TitleId[] {
    const parents = this.rows.flatMap(({ record: { parentId } }) => parentId ?? [])
    return [...new Set(parents)].filter((id) => !this.numbers.has(id))
  }

  /** The rows in the order of their columns, where each number stands there, and by row the row of its parent. */
  inColumnOrder(): {
    readonly titles: readonly TitleRow[]
    readonly placeOf: (number: number) => number
    readonly parent: Uint32Array
  } {
    const order = rowOrder(this.rows.map(({ id }) => id))
    const places = new Uint32Array(order.length)
    order.forEach((number, place) => {
      places[number] = place
    })
    const placeOf = (number: number): number => places[number] ?? NO_INDEX
    const titles = inOrder(this.rows, order)
    const parent = Uint32Array.from(titles, ({ record }) => placeOf(this.numberOf(record.parentId)))
    return { titles, placeOf, parent }
  }
}
