import type { AggregateTable } from './aggregate-columns.ts'
import type { Aggregates, ExposureRow, PairRow } from './aggregates.ts'
import { type CellFault, type Cells, dataOf, exposureOf, pairOf } from './read-cells.ts'

/** A row that was not taken. */
export interface RefusedRow extends CellFault {
  readonly file: string
  /** From 1. */
  readonly row: number
}

/** What came of the rows of one table. */
export interface TableCounts {
  readonly rows: number
  /** Rows that cannot be used. */
  readonly refused: number
  /** Rows of assets that the catalogue does not have. */
  readonly unknown: number
  /** Rows that say what another one says already: a file was handed over twice, or a query grouped by more. */
  readonly repeated: number
}

/** Rows that cannot be used stop a run once they are more than this and than one in a hundred, or most of a table. */
const MOST_REFUSED = 10
const MOST_REFUSED_SHARE = 0.01
const MOST_NAMED = 20

/**
 * Gathers the rows of aggregates, in whatever order and files they come. Rows that cannot be used are left out and named,
 * those of assets that the catalogue does not have are left out and counted.
 */
export class GatheredAggregates {
  /** The first rows that cannot be used. */
  readonly refused: RefusedRow[] = []
  private readonly exposures: ExposureRow[] = []
  private readonly pairs: PairRow[] = []
  private readonly data: Aggregates['data'][] = []
  private readonly words = new Map<string, string>()
  private readonly unknownAssets = new Set<string>()
  private readonly counts = { exposures: noCounts(), pairs: noCounts(), data: noCounts() }

  /** @param known the assets of the catalogue */
  constructor(private readonly known: ReadonlySet<string>) {}

  /** @param from the file and the row in it, from 1 */
  take(table: AggregateTable, cells: Cells, from: { readonly file: string; readonly row: number }): void {
    this.counts[table].rows += 1
    const fault = this.taken(table, cells)
    if (fault === null) return
    this.counts[table].refused += 1
    if (this.refused.length < MOST_NAMED) this.refused.push({ ...from, ...fault })
  }

  countsOf(table: AggregateTable): TableCounts {
    return this.counts[table]
  }

  /** How many assets were seen that the catalogue does not have. */
  get unknown(): number {
    return this.unknownAssets.size
  }

  /** The table that has more rows that cannot be used than a run may leave out; null: none. */
  get spoilt(): AggregateTable | null {
    const tables = Object.keys(this.counts) as AggregateTable[]
    const isSpoilt = (table: AggregateTable) => {
      const { rows, refused } = this.counts[table]
      if (table === 'data') return refused > 0
      return refused * 2 > rows || refused > Math.max(MOST_REFUSED, rows * MOST_REFUSED_SHARE)
    }
    return tables.find(isSpoilt) ?? null
  }

  /** Whether most rows of a table are of assets that the catalogue does not have: it is that of another schedule. */
  get isForeign(): boolean {
    return Object.values(this.counts).some(({ rows, unknown }) => unknown * 2 > rows)
  }

  /**
   * All of it, in one order whatever order it came in; null: there is no row of data, or more than one. Only then is it
   * known which rows stand twice.
   */
  finish(): Aggregates | null {
    const [data] = this.data
    if (data === undefined || this.data.length > 1) return null
    return {
      exposures: this.once(this.exposures.sort(byExposure), byExposure, 'exposures'),
      pairs: this.once(this.pairs.sort(byPair), byPair, 'pairs'),
      data,
    }
  }

  private taken(table: AggregateTable, cells: Cells): CellFault | null {
    if (table === 'data') return keptOr(dataOf(cells), (row) => this.data.push(row))
    if (table === 'pairs') {
      return keptOr(pairOf(cells), (row) => {
        if (this.isKnown(table, row.a, row.b)) this.pairs.push({ ...row, a: this.word(row.a), b: this.word(row.b) })
      })
    }
    return keptOr(this.ofItsTime(exposureOf(cells)), (row) => {
      if (!this.isKnown(table, row.assetId)) return
      const { assetId, surface, region, day } = row
      const words = { assetId: this.word(assetId), surface: this.word(surface), region: this.word(region) }
      this.exposures.push({ ...row, ...words, day: this.word(day) })
    })
  }

  /** A day after the last event would make all other results old; data is taken before exposures. */
  private ofItsTime(row: ExposureRow | CellFault): ExposureRow | CellFault {
    const [data] = this.data
    if (data === undefined || 'reason' in row) return row
    const [first, last] = [data.from.slice(0, 10), data.to.slice(0, 10)]
    if (row.day >= first && row.day <= last) return row
    return { column: 'day', reason: `a day from ${first} to ${last}, as data says` }
  }

  private isKnown(table: 'exposures' | 'pairs', ...assets: readonly string[]): boolean {
    const unknown = assets.filter((asset) => !this.known.has(asset))
    for (const asset of unknown) this.unknownAssets.add(asset)
    if (unknown.length > 0) this.counts[table].unknown += 1
    return unknown.length === 0
  }

  /** One string for all rows that say the same: there are millions. */
  private word<Word extends string>(text: Word): Word {
    const known = this.words.get(text)
    if (known !== undefined) return known as Word
    this.words.set(text, text)
    return text
  }

  private once<Row>(sorted: readonly Row[], order: (one: Row, other: Row) => number, table: AggregateTable) {
    const rows = sorted.filter((row, index) => {
      const before = sorted[index - 1]
      return before === undefined || order(before, row) !== 0
    })
    this.counts[table].repeated = sorted.length - rows.length
    return rows
  }
}

function noCounts() {
  return { rows: 0, refused: 0, unknown: 0, repeated: 0 }
}

function keptOr<Row extends object>(read: Row | CellFault, keep: (row: Row) => void): CellFault | null {
  if ('reason' in read) return read
  keep(read)
  return null
}

function byExposure(one: ExposureRow, other: ExposureRow): number {
  return (
    byText(one.assetId, other.assetId) ||
    byText(one.surface, other.surface) ||
    one.position - other.position ||
    byText(one.region, other.region) ||
    byText(one.day, other.day)
  )
}

function byPair(one: PairRow, other: PairRow): number {
  return byText(one.a, other.a) || byText(one.b, other.b)
}

function byText(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
