import { inOrder, rowOrder } from '../../model/columns/row-order.ts'
import { NO_INDEX } from '../../model/columns/snapshot.ts'
import type { TitleId } from '../../model/fields/identifier.ts'
import type { Rating } from '../../model/nouns/rating.ts'
import type { Title } from '../../model/nouns/title.ts'
import { ClassTable } from './class-table.ts'
import { type TitleRow, titleRow, unknownTitle } from './column-builder.ts'
import type { OfferTable } from './offer-table.ts'
import type { PlacedOffers } from './offers.ts'

/** What titles are made into columns with. */
interface TitleTables {
  readonly offers: OfferTable
  /** A title's offers at each place of the region. */
  readonly place: (record: Title) => readonly PlacedOffers[]
  /** The class of a title's ratings, with those of the title above it: `NO_INDEX` for none. */
  readonly rating: (ratings: readonly Rating[], above: number) => number
}

/** A title as it came: what is said of it alone. */
interface OwnRow {
  readonly record: TitleRow['record']
  readonly offer: number
  readonly ratings: readonly Rating[]
  readonly cluster: number
  readonly text: string
}

/**
 * The titles of a region while compiling, by the order in which they came: that is a title's number. What forbids
 * descends: a title is embargoed for as long as one above it is, and refused where one above it is. What allows does
 * not: offers and ages are each title's own.
 */
export class TitleRows {
  private readonly own: OwnRow[] = []
  private readonly rows: (TitleRow | undefined)[] = []
  private readonly numbers = new Map<TitleId, number>()
  private readonly franchises = new ClassTable<string>()
  private readonly clusters = new ClassTable<string>()
  /** By their JSON: titles mostly share theirs. */
  private readonly ratings = new Map<string, readonly Rating[]>()

  constructor(private readonly tables: TitleTables) {}

  add(record: Title): void {
    const genres = [...record.genres].sort().join(' ')
    const ratings = JSON.stringify(record.ratings)
    const shared = this.ratings.get(ratings) ?? record.ratings
    this.ratings.set(ratings, shared)
    this.numbers.set(record.id, this.own.length)
    // The rest of the record (offers, ratings of the world) is not kept: there may be thousands of titles.
    const { franchiseId, parentId, id, kind, releasedOn } = record
    this.own.push({
      record: { genres: record.genres, franchiseId, parentId, id, kind, releasedOn },
      offer: this.tables.offers.indexOf(JSON.stringify(record.offers), () => this.tables.place(record)),
      ratings: shared,
      cluster: genres === '' ? 0 : 1 + this.clusters.indexOf(genres, () => genres),
      text: JSON.stringify({ titleId: id, name: record.name }),
    })
  }

  /** `NO_INDEX` for none, and for one that did not come. */
  numberOf(id: TitleId | null): number {
    return id === null ? NO_INDEX : (this.numbers.get(id) ?? NO_INDEX)
  }

  ratingsOf(number: number): readonly Rating[] {
    return this.own[number]?.ratings ?? []
  }

  /** A title with what is said above it: all of those have to have come. */
  row(number: number): TitleRow | null {
    const known = this.rows[number]
    if (known !== undefined) return known
    const own = this.own[number]
    if (own === undefined) return null
    // Stands while those above are looked up: there a title that is its own ancestor ends.
    this.rows[number] = this.under(own, null)
    const above = this.row(this.numberOf(own.record.parentId))
    const made = this.under(own, above)
    this.rows[number] = made
    return made
  }

  /**
   * The rows in the order of their columns, where each number stands there, and by row the row of its parent. A parent
   * that did not come has a row too: orders on it descend all the same.
   */
  inColumnOrder(): {
    readonly titles: readonly TitleRow[]
    readonly placeOf: (number: number) => number
    readonly parent: Uint32Array
  } {
    for (const { parentId } of this.own.map(({ record }) => record)) {
      if (parentId !== null && !this.numbers.has(parentId)) this.add(unknownTitle(parentId))
    }
    const order = rowOrder(this.own.map(({ record }) => record.id))
    const places = new Uint32Array(order.length)
    order.forEach((number, place) => {
      places[number] = place
    })
    const placeOf = (number: number): number => places[number] ?? NO_INDEX
    const titles = inOrder(
      this.own.flatMap((_, number) => this.row(number) ?? []),
      order,
    )
    const parent = Uint32Array.from(titles, ({ record }) => placeOf(this.numberOf(record.parentId)))
    return { titles, placeOf, parent }
  }

  private under({ record, offer, ratings, cluster, text }: OwnRow, above: TitleRow | null): TitleRow {
    // A series is a franchise of its own: its seasons and episodes belong together.
    const saga = record.franchiseId ?? above?.saga ?? record.parentId ?? (record.kind === 'series' ? record.id : null)
    return titleRow(record, {
      offer: above === null ? offer : this.tables.offers.under(offer, above.offer),
      rating: this.tables.rating(ratings, above?.rating ?? NO_INDEX),
      franchise: saga === null ? 0 : 1 + this.franchises.indexOf(saga, () => saga),
      ...{ saga, cluster, text },
    })
  }
}
