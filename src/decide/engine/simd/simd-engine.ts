import { checkCovers, checkIndex, checkPlanes, checkQuery, rowWithin } from '../check-query.ts'
import {
  type BaseParts,
  type Bonus,
  type Engine,
  type EngineColumns,
  GREATEST_BONUS,
  GREATEST_PENALTY,
  type GradedBase,
  type OpenEngine,
  type Penalty,
  type Plane,
  type TopQuery,
  type TopRows,
} from '../engine.ts'
import { copyVector, greatestProduct, penaltyPoints } from '../limits.ts'
import { BasesInMemory } from './bases-in-memory.ts'
import { BLOCK_ROWS, type ColumnsInMemory, type Group, putColumns } from './columns-in-memory.ts'
import { COLUMNS, PENALTY_PAIRS, PLANE_ADDRESSES, ROWS, SCORES, VECTOR } from './fixed-addresses.ts'
import { isKernel, type Kernel } from './kernel.ts'
import { KernelMemory } from './kernel-memory.ts'
import { roomBeside } from './lent-room.ts'

/**
 * The engine over the WebAssembly kernel. `instantiate` makes a new instance of the compiled module and returns
 * its exports (`new WebAssembly.Instance(module, {}).exports`): a Worker may only instantiate what was compiled
 * when it was deployed, so the module is the shell's to import. Each opened snapshot gets an instance, whose
 * memory goes with it.
 */
export function simdEngine(instantiate: () => unknown): Engine {
  return {
    name: 'simd',
    open: (columns) => new OpenSimdEngine(...kernelWithMemory(instantiate), columns),
    lend: (wanted) => {
      const [kernel, memory] = kernelWithMemory(instantiate)
      const bytes = memory.lend(wanted.bytes + wanted.otherBytes, roomBeside(wanted))
      return { bytes, totalBytes: memory.totalBytes, open: (columns) => new OpenSimdEngine(kernel, memory, columns) }
    },
  }
}

function kernelWithMemory(instantiate: () => unknown): [Kernel, KernelMemory] {
  const exports = instantiate()
  if (!isKernel(exports)) throw new TypeError('not the kernel that this engine is built with')
  return [exports, new KernelMemory(exports.memory, COLUMNS)]
}

class PlaneInMemory implements Plane {
  constructor(
    readonly owner: OpenSimdEngine,
    /** null once freed. */
    public address: number | null,
    readonly bytes: number,
  ) {}
}

class OpenSimdEngine implements OpenEngine {
  readonly rows: number
  readonly #kernel: Kernel
  readonly #memory: KernelMemory
  readonly #columns: ColumnsInMemory
  readonly #blocks: number
  readonly #bases: BasesInMemory
  /** The column of tastes that the kernel reads now; −1: none yet. */
  #bound = -1

  constructor(kernel: Kernel, memory: KernelMemory, columns: EngineColumns) {
    this.#kernel = kernel
    this.#memory = memory
    this.#columns = putColumns(kernel, this.#memory, columns)
    this.rows = this.#columns.rows
    this.#blocks = Math.ceil(this.rows / BLOCK_ROWS)
    this.#bases = new BasesInMemory(kernel, this.#memory, this.#columns)
  }

  get bytes(): number {
    return this.#memory.totalBytes
  }

  assetPlane(group: number, passes: Uint8Array): Plane {
    const { rowClass, classes } = this.#group(group)
    checkCovers('passes', passes, classes)
    return this.#plane((address) => {
      const verdicts = this.#verdicts(passes, classes)
      this.#kernel.planeByClass(rowClass, verdicts, this.rows, address)
    })
  }

  campaignPlane(passes: Uint8Array): Plane {
    const { rowCampaign, campaigns } = this.#columns
    checkCovers('passes', passes, campaigns)
    return this.#planeByIndex(rowCampaign, passes, campaigns)
  }

  withoutAssets(assets: Iterable<number>): Plane {
    const count = this.#columns.assets
    const passes = new Uint8Array(count).fill(1)
    for (const asset of assets) {
      checkIndex('asset', asset, count)
      passes[asset] = 0
    }
    return this.#planeByIndex(this.#columns.rowAsset, passes, count)
  }

  intersect(planes: readonly Plane[]): Plane {
    checkPlanes(planes)
    const addresses = planes.map((plane) => this.#address(plane))
    return this.#plane((address, bytes) => {
      this.#memory.views.uint32.set(addresses, PLANE_ADDRESSES / 4)
      this.#kernel.intersect(PLANE_ADDRESSES, addresses.length, bytes, address)
    })
  }

  count(plane: Plane): number {
    return this.#kernel.count(this.#address(plane), this.#blocks * 8)
  }

  rowsOf(plane: Plane): Uint32Array {
    const rows = new Uint32Array(this.count(plane))
    const firstWord = this.#address(plane) / 4
    let found = 0
    for (let row = 0; row < this.rows; row++) {
      const word = this.#memory.views.uint32[firstWord + (row >>> 5)] ?? 0
      if ((word >>> (row & 31)) & 1) rows[found++] = row
    }
    return rows
  }

  free(plane: Plane): void {
    this.#memory.give(this.#address(plane), plane.bytes)
    if (plane instanceof PlaneInMemory) plane.address = null
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
    const { scores, maxima } = this.#bases.bind(query.base)
    const plane = this.#address(query.plane)
    this.#bindBonus(query.bonus)
    this.#bindPenalties(query.penalties)
    const square = copyVector(query.vector, this.#memory.views.int16, VECTOR / 2)
    const product = greatestProduct(square, this.#bindTaste(query.taste))
    const [from, to] = [rowWithin(query.from, this.rows), rowWithin(query.to, this.rows)]
    const found = query.k === 0 ? 0 : this.#kernel.top(plane, scores, maxima, from, to, product, query.k)
    return {
      rows: this.#memory.views.uint32.slice(ROWS / 4, ROWS / 4 + found),
      scores: this.#memory.views.int32.slice(SCORES / 4, SCORES / 4 + found),
    }
  }

  /** Binds a column of tastes; returns the square of the longest one's length. */
  #bindTaste(column: number): number {
    const taste = this.#columns.tastes[column]
    if (!taste) throw new RangeError(`there is no taste ${column}: there are ${this.#columns.tastes.length}`)
    if (column !== this.#bound) this.#kernel.bindTaste(this.#columns.rowAsset, taste.address, VECTOR)
    this.#bound = column
    return taste.square
  }

  #bindBonus(bonus: Bonus | null): void {
    if (bonus === null) {
      this.#kernel.bindBonus(0, 0, 0, 0)
      return
    }
    const { rowClass, classes } = this.#group(bonus.group)
    checkCovers('bonus', bonus.points, classes)
    this.#memory.views.int32.set(bonus.points.subarray(0, classes), this.#columns.scratch / 4)
    this.#kernel.bindBonus(rowClass, this.#columns.scratch, classes, GREATEST_BONUS)
  }

  #bindPenalties(penalties: readonly Penalty[]): void {
    const { int32 } = this.#memory.views
    let at = PENALTY_PAIRS / 4
    for (const { hash, points } of penalties) {
      int32[at++] = hash
      int32[at++] = penaltyPoints(points)
    }
    this.#kernel.buildPenalties(PENALTY_PAIRS, penalties.length, GREATEST_PENALTY)
  }

  #planeByIndex(rowIndex: number, passes: Uint8Array, count: number): Plane {
    return this.#plane((address) => {
      this.#kernel.planeByIndex(rowIndex, this.#verdicts(passes, count), this.rows, address)
    })
  }

  /** Copies verdicts to where the kernel reads them. */
  #verdicts(passes: Uint8Array, count: number): number {
    const { scratch } = this.#columns
    this.#memory.views.bytes.set(passes.subarray(0, count), scratch)
    this.#kernel.settlePasses(scratch, Math.ceil(count / 16) * 16)
    return scratch
  }

  #plane(write: (address: number, bytes: number) => void): Plane {
    const bytes = Math.ceil(this.#blocks / 2) * 16
    const address = this.#memory.take(bytes)
    write(address, bytes)
    return new PlaneInMemory(this, address, bytes)
  }

  #group(group: number): Group {
    const found = this.#columns.groups[group]
    if (!found) throw new RangeError(`there is no group ${group}: there are ${this.#columns.groups.length}`)
    return found
  }

  #address(plane: Plane): number {
    if (!(plane instanceof PlaneInMemory) || plane.owner !== this) throw new RangeError('a plane of another engine')
    if (plane.address === null) throw new RangeError('a plane that was freed')
    return plane.address
  }
}
