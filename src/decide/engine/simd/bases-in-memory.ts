import { checkGradePoints, checkIndex, checkParts, checkSlot } from '../check-query.ts'
import { type BaseParts, GRADE_COLUMNS, GRADES, GREATEST_BASE, type GradedBase } from '../engine.ts'
import { within } from '../limits.ts'
import { BLOCK_ROWS, type ColumnsInMemory, stageColumns } from './columns-in-memory.ts'
import type { Kernel } from './kernel.ts'
import { ALIGNMENT, type KernelMemory } from './kernel-memory.ts'

/** Where the scores of a slot lie, and the greatest of each block of them. */
interface BaseAddresses {
  readonly scores: number
  readonly maxima: number
}

/** A slot that reads the scores of another one. */
interface GradedSlot extends BaseAddresses {
  readonly points: number
  readonly by: GradedBase
  /** False: what it reads was replaced. */
  isHeld: boolean
}

/** The base scores in the kernel's memory, by slot. */
export class BasesInMemory {
  readonly #blocks: number
  /** Slot → address. The maxima follow the scores. */
  readonly #bases = new Map<number, number>()
  readonly #graded = new Map<number, GradedSlot>()
  /** Column of grades → address. */
  readonly #grades = new Map<number, number>()

  constructor(
    private readonly kernel: Kernel,
    private readonly memory: KernelMemory,
    private readonly columns: ColumnsInMemory,
  ) {
    this.#blocks = Math.ceil(columns.rows / BLOCK_ROWS)
  }

  set(slot: number, base: Int32Array): void {
    const { rows } = this.columns
    checkSlot(slot)
    if (base.length !== rows) throw new RangeError(`${base.length} base scores for ${rows} rows`)
    this.#settle(slot, 0, (address) => this.memory.views.int32.set(base, address / 4))
  }

  spread(slot: number, parts: BaseParts): void {
    checkSlot(slot)
    const { rows, rowAsset, rowCampaign, campaigns, assets } = this.columns
    checkParts(parts, campaigns, assets)
    const columns = [parts.campaign, parts.asset, parts.assetTitle, parts.title]
    const bytes = columns.reduce((sum, { byteLength }) => sum + byteLength, 0)
    this.#settle(slot, bytes, (address) => {
      const [campaign = 0, asset = 0, assetTitle = 0, title = 0] = stageColumns(this.memory, columns)
      const titles = parts.title.length
      const { kernel } = this
      kernel.spreadBase(rowAsset, rowCampaign, rows, campaign, asset, assetTitle, title, titles, address, GREATEST_BASE)
    })
  }

  setGrades(column: number, grades: Uint8Array): void {
    const { rows, assets, rowAsset } = this.columns
    checkIndex('column of grades', column, GRADE_COLUMNS)
    if (grades.length !== assets) throw new RangeError(`grades of ${grades.length} assets, of ${assets}`)
    const bytes = this.#blocks * BLOCK_ROWS
    const known = this.#grades.get(column)
    this.memory.room((known === undefined ? bytes + ALIGNMENT : 0) + assets)
    const address = known ?? this.memory.take(bytes)
    this.#grades.set(column, address)
    this.kernel.expandGrades(rowAsset, this.memory.staged(grades), rows, address)
    this.#lose(({ by }) => by.grades === column)
  }

  grade(slot: number, by: GradedBase): void {
    checkSlot(slot)
    checkGradePoints(by.points)
    const scores = this.#bases.get(by.base)
    if (scores === undefined) throw new RangeError(`base slot ${by.base} holds no scores of its own`)
    if (this.#bases.has(slot)) throw new RangeError(`base slot ${slot} holds scores of its own`)
    if (!this.#grades.has(by.grades)) throw new RangeError(`there are no grades ${by.grades}`)
    const points = this.#graded.get(slot)?.points ?? this.memory.take((GRADES + this.#blocks) * 4)
    const graded = { scores, points, maxima: points + GRADES * 4, by, isHeld: true }
    this.#graded.set(slot, graded)
    this.memory.views.int32.set(
      by.points.map((value) => within(value, GREATEST_BASE)),
      points / 4,
    )
    this.#bindGrades(graded)
    this.kernel.gradeMaxima(scores, this.columns.rows, graded.maxima)
  }

  /** Has the next query read the scores of a slot. @throws RangeError when it holds none */
  bind(slot: number): BaseAddresses {
    const scores = this.#bases.get(slot)
    const graded = scores === undefined ? this.#graded.get(slot) : undefined
    this.#bindGrades(graded ?? null)
    if (scores !== undefined) return { scores, maxima: this.#maximaOf(scores) }
    if (graded?.isHeld !== true) throw new RangeError(`base slot ${slot} holds no scores`)
    return graded
  }

  #bindGrades(graded: GradedSlot | null): void {
    const rowGrade = graded === null ? 0 : (this.#grades.get(graded.by.grades) ?? 0)
    this.kernel.bindGrades(rowGrade, graded?.points ?? 0, GREATEST_BASE)
  }

  /**
   * Allocates a slot's scores if needed and has them written; `room` is the scratch space needed beside them, in bytes.
   */
  #settle(slot: number, room: number, write: (address: number) => void): void {
    if (this.#graded.has(slot)) throw new RangeError(`base slot ${slot} is graded`)
    const bytes = this.#blocks * (BLOCK_ROWS + 1) * 4
    const known = this.#bases.get(slot)
    // All memory is reserved before anything changes, so a failure leaves the slot as it was.
    this.memory.room((known === undefined ? bytes + ALIGNMENT : 0) + room)
    const address = known ?? this.memory.take(bytes)
    this.#bases.set(slot, address)
    this.#lose(({ by }) => by.base === slot)
    write(address)
    this.kernel.settleBase(address, this.columns.rows, this.#maximaOf(address), GREATEST_BASE)
  }

  #lose(isLost: (graded: GradedSlot) => boolean): void {
    for (const graded of this.#graded.values()) if (isLost(graded)) graded.isHeld = false
  }

  /** Address of the block maxima, which follow the scores. */
  #maximaOf(base: number): number {
    return base + this.#blocks * BLOCK_ROWS * 4
  }
}
