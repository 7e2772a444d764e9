import { checkColumns, checkGreatestAsset, checkGreatestCampaign, tasteColumns } from '../check-columns.ts'
import {
  checkCovers,
  checkGradePoints,
  checkIndex,
  checkParts,
  checkPlanes,
  checkQuery,
  checkSlot,
  rowWithin,
} from '../check-query.ts'
import {
  type BaseParts,
  type Bonus,
  type Engine,
  type EngineColumns,
  GRADE_COLUMNS,
  GREATEST_BONUS,
  type GradedBase,
  type OpenEngine,
  type Plane,
  TASTE_DIMENSIONS,
  type TopQuery,
  type TopRows,
} from '../engine.ts'
import { copyVector, greatestProduct, within } from '../limits.ts'
import { baseByRow, baseScores, type EngineBaseScores, gradedByRow } from './base-scores.ts'
import { bitmapWhere, bitsIn, intersection, rowsIn, wordsFor } from './bitmap.ts'
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
  bytes: number
  readonly #columns: EngineColumns
  readonly #classes: readonly number[]
  readonly #campaigns: number
  readonly #tastes: readonly { readonly column: Int8Array; readonly square: number }[]
  readonly #bases = new Map<number, EngineBaseScores>()
  readonly #graded = new Map<number, GradedBase>()
  readonly #lost = new Set<number>()
  readonly #grades = new Map<number, Uint8Array>()

  constructor(columns: EngineColumns) {
    this.rows = columns.rowAsset.length
    this.bytes = bytesOf(columns)
    this.#columns = columns
    this.#classes = columns.assetClass.map((classes) => greatestOf(classes) + 1)
    this.#campaigns = greatestOf(columns.rowCampaign) + 1
    this.#tastes = tasteColumns(columns).map((column) => ({ column, square: greatestTasteSquare(column) }))
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
    this.bytes -= plane.bytes
  }

  setBase(slot: number, base: Int32Array): void {
    checkSlot(slot)
    if (base.length !== this.rows) throw new RangeError(`${base.length} base scores for ${this.rows} rows`)
    if (this.#graded.has(slot)) throw new RangeError(`base slot ${slot} is graded`)
    this.#holdBase(slot, base)
    this.#lose(({ base: read }) => read === slot)
  }

  spreadBase(slot: number, parts: BaseParts): void {
    checkParts(parts, this.#campaigns, this.#columns.assetHash.length)
    this.setBase(slot, baseByRow(this.#columns, parts))
  }

  setGrades(column: number, grades: Uint8Array): void {
    checkIndex('column of grades', column, GRADE_COLUMNS)
    const assets = this.#columns.assetHash.length
    if (grades.length !== assets) throw new RangeError(`grades of ${grades.length} assets, of ${assets}`)
    if (!this.#grades.has(column)) this.bytes += grades.byteLength
    this.#grades.set(column, grades.slice())
    this.#lose((by) => by.grades === column)
  }

  gradeBase(slot: number, by: GradedBase): void {
    checkSlot(slot)
    checkGradePoints(by.points)
    const base = this.#graded.has(by.base) ? undefined : this.#bases.get(by.base)
    const grades = this.#grades.get(by.grades)
    if (base === undefined) throw new RangeError(`base slot ${by.base} holds no scores of its own`)
    if (!this.#graded.has(slot) && this.#bases.has(slot))
      throw new RangeError(`base slot ${slot} holds scores of its own`)
    if (grades === undefined) throw new RangeError(`there are no grades ${by.grades}`)
    this.#holdBase(slot, gradedByRow(this.#columns, base.points, grades, by.points))
    this.#graded.set(slot, by)
  }

  #holdBase(slot: number, base: Int32Array): void {
    const scores = baseScores(base)
    if (!this.#bases.has(slot)) this.bytes += scores.points.byteLength + scores.maxima.byteLength
    this.#bases.set(slot, scores)
    this.#lost.delete(slot)
  }

  /** Graded slots whose scores were replaced hold none, though their memory is kept. */
  #lose(isLost: (by: GradedBase) => boolean): void {
    for (const [slot, by] of this.#graded) if (isLost(by)) this.#lost.add(slot)
  }

  top(query: TopQuery): TopRows {
    checkQuery(query)
    return scan(this.#scanFor(query))
  }

  #scanFor(query: TopQuery): Scan {
    const base = this.#bases.get(query.base)
    if (!base || this.#lost.has(query.base)) throw new RangeError(`base slot ${query.base} holds no scores`)
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
    this.bytes += words.byteLength
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
