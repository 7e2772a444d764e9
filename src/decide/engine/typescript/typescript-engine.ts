import { checkColumns, checkGreatestAsset, checkGreatestCampaign, tasteColumns } from '../check-columns.ts'
import { checkCovers, checkIndex, checkPlanes, checkQuery, rowWithin } from '../check-query.ts'
import {
  type BaseParts,
  type Bonus,
  type Engine,
  type EngineColumns,
  GREATEST_BONUS,
  type GradedBase,
  type OpenEngine,
  type Plane,
  TASTE_DIMENSIONS,
  type TopQuery,
  type TopRows,
} from '../engine.ts'
import { copyVector, greatestProduct, within } from '../limits.ts'
import { bitmapWhere, bitsIn, intersection, rowsIn, wordsFor } from './bitmap.ts'
import { GradedBases } from './graded-bases.ts'
import { penaltyLookup } from './penalties.ts'
import { type Scan, scan } from './scan.ts'
import { greatestTasteSquare, productWith } from './taste.ts'

/**
 * The engine in plain TypeScript: the reference that the kernel must equal, and the fallback where the kernel cannot
 * run.
 */
export const typescriptEngine: Engine = {
  name: 'typescript',
  open(columns) {
    checkColumns(columns)
    checkGreatestAsset(greatestOf(columns.rowAsset), columns.assetHash.length)
    checkGreatestCampaign(greatestOf(columns.rowCampaign))
    return new OpenTypescriptEngine(columns)
  },
}

class Bitmap implements Plane {
  constructor(
    readonly owner: OpenTypescriptEngine,
    public words: Uint32Array | null,
    readonly bytes: number,
  ) {}
}

class OpenTypescriptEngine implements OpenEngine {
  readonly rows: number
  #planeBytes = 0
  readonly #columns: EngineColumns
  readonly #classes: readonly number[]
  readonly #campaigns: number
  readonly #tastes: readonly { readonly column: Int8Array; readonly square: number }[]
  readonly #bases: GradedBases

  constructor(columns: EngineColumns) {
    this.rows = columns.rowAsset.length
    this.#columns = columns
    this.#classes = columns.assetClass.map((classes) => greatestOf(classes) + 1)
    this.#campaigns = greatestOf(columns.rowCampaign) + 1
    this.#bases = new GradedBases(columns, this.#campaigns)
    this.#tastes = tasteColumns(columns).map((column) => ({ column, square: greatestTasteSquare(column) }))
  }

  get bytes(): number {
    return bytesOf(this.#columns) + this.#bases.bytes + this.#planeBytes
  }

  assetPlane(group: number, passes: Uint8Array): Plane {
    const classes = this.#group(group)
    checkCovers('passes', passes, this.#classes[group] ?? 0)
    const verdicts = new Uint8Array(classes.length)
    for (let asset = 0; asset < classes.length; asset++) verdicts[asset] = passes[classes[asset] ?? 0] ?? 0
    return this.#hold(bitmapWhere(this.#columns.rowAsset, verdicts))
  }

  campaignPlane(passes: Uint8Array): Plane {
    checkCovers('passes', passes, this.#campaigns)
    return this.#hold(bitmapWhere(this.#columns.rowCampaign, passes))
  }

  withoutAssets(assets: Iterable<number>): Plane {
    const count = this.#columns.assetHash.length
    const passes = new Uint8Array(count).fill(1)
    for (const asset of assets) {
      checkIndex('asset', asset, count)
      passes[asset] = 0
    }
    return this.#hold(bitmapWhere(this.#columns.rowAsset, passes))
  }

  intersect(planes: readonly Plane[]): Plane {
    checkPlanes(planes)
    const bitmaps = planes.map((plane) => this.#words(plane))
    return this.#hold(intersection(bitmaps, wordsFor(this.rows)))
  }

  count(plane: Plane): number {
    return this.#words(plane).reduce((count, word) => count + bitsIn(word), 0)
  }

  rowsOf(plane: Plane): Uint32Array {
    return rowsIn(this.#words(plane))
  }

  free(plane: Plane): void {
    this.#words(plane)
    if (plane instanceof Bitmap) plane.words = null
    this.#planeBytes -= plane.bytes
  }

  setBase(slot: number, base: Int32Array): void {
    this.#bases.set(slot, base)
  }

  spreadBase(slot: number, parts: BaseParts): void {
    this.#bases.spread(slot, parts)
  }

  setGrades(column: number, grades: Uint8Array): void {
    this.#bases.setGrades(column, grades)
  }

  gradeBase(slot: number, by: GradedBase): void {
    this.#bases.grade(slot, by)
  }

  top(query: TopQuery): TopRows {
    checkQuery(query)
    return scan(this.#scanFor(query))
  }

  #scanFor(query: TopQuery): Scan {
    const base = this.#bases.of(query.base)
    const taste = this.#tastes[query.taste]
    if (!taste) throw new RangeError(`there is no taste ${query.taste}: there are ${this.#tastes.length}`)
    const vector = new Int16Array(TASTE_DIMENSIONS)
    const square = copyVector(query.vector, vector, 0)
    return {
      bitmap: this.#words(query.plane),
      base,
      from: rowWithin(query.from, this.rows),
      to: rowWithin(query.to, this.rows),
      k: query.k,
      greatestProduct: greatestProduct(square, taste.square),
      ...this.#bonus(query.bonus),
      productOf: productWith(this.#columns, taste.column, vector),
      penaltyOf: penaltyLookup(this.#columns, query.penalties),
    }
  }

  #bonus(bonus: Bonus | null): Pick<Scan, 'bonusOf' | 'greatestBonus'> {
    if (bonus === null) return { bonusOf: () => 0, greatestBonus: 0 }
    const classes = this.#group(bonus.group)
    checkCovers('bonus', bonus.points, this.#classes[bonus.group] ?? 0)
    const points = bonus.points.map((value) => within(value, GREATEST_BONUS))
    const { rowAsset } = this.#columns
    return {
      bonusOf: (row) => points[classes[rowAsset[row] ?? 0] ?? 0] ?? 0,
      greatestBonus: points.reduce((greatest, value) => Math.max(greatest, value), -GREATEST_BONUS),
    }
  }

  #group(group: number): Uint16Array {
    checkIndex('group', group, this.#columns.assetClass.length)
    return this.#columns.assetClass[group] ?? new Uint16Array()
  }

  #hold(words: Uint32Array): Plane {
    this.#planeBytes += words.byteLength
    return new Bitmap(this, words, words.byteLength)
  }

  #words(plane: Plane): Uint32Array {
    if (!(plane instanceof Bitmap) || plane.owner !== this) throw new RangeError('a plane of another engine')
    if (plane.words === null) throw new RangeError('a plane that was freed')
    return plane.words
  }
}

/** −1 for an empty column. */
function greatestOf(column: Uint16Array | Uint32Array): number {
  let greatest = -1
  for (const value of column) if (value > greatest) greatest = value
  return greatest
}

function bytesOf(columns: EngineColumns): number {
  const { assetClass, otherTastes, ...others } = columns
  return [...assetClass, ...otherTastes, ...Object.values(others)].reduce(
    (bytes, column) => bytes + column.byteLength,
    0,
  )
}
