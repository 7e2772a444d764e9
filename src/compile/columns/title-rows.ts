import { inOrder, rowOrder } from '../../model/columns/row-order.ts'
import { NO_INDEX } from '../../model/columns/snapshot.ts'
import type { TitleId } from '../../model/fields/identifier.ts'
import type { Rating } from '../../model/nouns/rating.ts'
import type { Title } from '../../model/nouns/title.ts'
import type { WithdrawnRecord } from '../record-refusals.ts'
import { ClassTable } from './class-table.ts'
import { type TitleRow, titleRow, unknownTitle } from './column-builder.ts'
import type { OfferTable } from './offer-table.ts'
import type { PlacedOffers } from './offers.ts'

/** What titles are converted to columns with. */
interface TitleTables {
  readonly offers: OfferTable
  /** A title's offers at each place of the region. */
  readonly place: (record: Title) => readonly PlacedOffers[]
  /** The class of a title's ratings, combined with those of the title above it; `NO_INDEX` for none above. */
  readonly rating: (ratings: readonly Rating[], above: number) => number
}

/** A title as it was added, without what it inherits. */
interface OwnRow {
  readonly record: TitleRow['record']
  readonly offer: number
  readonly ratings: readonly Rating[]
  readonly cluster: number
  readonly text: string
  /** As `WithdrawnRecord.at`. */
  readonly withdrawnAt: number | undefined
}

/**
 * The titles of a region during compilation; a title's number is the order in which it was added. Restrictions are
 * inherited: a title is embargoed while one above it is, and refused or withdrawn if one above it is. Permissions are
 * not: offers and ages are each title's own.
 */
export class TitleRows {
  private readonly own: OwnRow[] = []
  private readonly rows: (TitleRow | undefined)[] = []
  private readonly numbers = new Map<TitleId, number>()
  private readonly franchises = new ClassTable<string>()
  private readonly clusters = new ClassTable<string>()
  /** By their JSON: most titles share their ratings with others. */
  private readonly ratings = new Map<string, readonly Rating[]>()

  constructor(private readonly tables: TitleTables) {}

  /** @param withdrawnAt as `WithdrawnRecord.at`; left out: it is not withdrawn */
  add(record: Title, withdrawnAt?: number): void {
    const genres = [...record.genres].sort().join(' ')
    const ratings = JSON.stringify(record.ratings)
    const shared = this.ratings.get(ratings) ?? record.ratings
    this.ratings.set(ratings, shared)
    this.numbers.set(record.id, this.own.length)
    // The rest of the record (offers, worldwide ratings) is not kept: there may be thousands of titles.
    const { franchiseId, parentId, id, kind, releasedOn } = record
    this.own.push({
      record: { genres: record.genres, franchiseId, parentId, id, kind, releasedOn },
      offer: this.tables.offers.indexOf(JSON.stringify(record.offers), () => this.tables.place(record)),
      ratings: shared,
      cluster: genres === '' ? 0 : 1 + this.clusters.indexOf(genres, () => genres),
      text: JSON.stringify({ titleId: id, name: record.name }),
      withdrawnAt,
    })
  }

  /** The number of a title; `NO_INDEX` for null, and for one that was not added. */
  numberOf(id: TitleId | null): number {
    return id === null ? NO_INDEX : (this.numbers.get(id) ?? NO_INDEX)
  }

  ratingsOf(number: number): readonly Rating[] {
    return this.own[number]?.ratings ?? []
  }

  /** The nearest withdrawn title, upwards from a title; null: none is. All titles above it must have been added. */
  withdrawn(number: number): WithdrawnRecord | null {
    const met = new Set<number>()
    for (let at = number; !met.has(at); ) {
      const own = this.own[at]
      if (own === undefined) return null
      if (own.withdrawnAt !== undefined) return { id: own.record.id, at: own.withdrawnAt }
      met.add(at)
      at = this.numberOf(own.record.parentId)
    }
    return null
  }

  /** The row of a title, with what it inherits. All titles above it must have been added. */
  row(number: number): TitleRow | null {
    const known = this.rows[number]
    if (known !== undefined) return known
    const own = this.own[number]
    if (own === undefined) return null
    // A provisional row while the titles above are resolved: it ends the recursion if a title is its own ancestor.
    this.rows[number] = this.under(own, null)
    const above = this.row(this.numberOf(own.record.parentId))
    const made = this.under(own, above)
    this.rows[number] = made
    return made
  }

  /**
   * The rows in column order, a function from number to index, and by row the index of its parent. A parent that was
   * not added gets a row too, so that orders on it still apply downwards.
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
    // A series counts as a franchise: its seasons and episodes belong together.
    const saga = record.franchiseId ?? above?.saga ?? record.parentId ?? (record.kind === 'series' ? record.id : null)
    return titleRow(record, {
      offer: above === null ? offer : this.tables.offers.under(offer, above.offer),
      rating: this.tables.rating(ratings, above?.rating ?? NO_INDEX),
      franchise: saga === null ? 0 : 1 + this.franchises.indexOf(saga, () => saga),
      ...{ saga, cluster, text },
    })
  }
}
