import { checkGradePoints, checkIndex, checkSlot } from '../check-query.ts'
import { GRADE_COLUMNS, type GradedBase } from '../engine.ts'
import { gradedByRow } from './base-scores.ts'
import { SlotBases } from './bases.ts'

/** Base scores of which some slots are graded: their sums are made once, as this engine is not meant to be small. */
export class GradedBases extends SlotBases {
  readonly #graded = new Map<number, GradedBase>()
  /** Graded slots that hold no scores, since those that they read were replaced. Their memory is kept. */
  readonly #lost = new Set<number>()
  readonly #grades = new Map<number, Uint8Array>()

  override set(slot: number, base: Int32Array): void {
    if (this.#graded.has(slot)) throw new RangeError(`base slot ${slot} is graded`)
    super.set(slot, base)
    this.#lose((by) => by.base === slot)
  }

  override of(slot: number) {
    if (this.#lost.has(slot)) throw new RangeError(`base slot ${slot} holds no scores`)
    return super.of(slot)
  }

  setGrades(column: number, grades: Uint8Array): void {
    checkIndex('column of grades', column, GRADE_COLUMNS)
    const assets = this.columns.assetHash.length
    if (grades.length !== assets) throw new RangeError(`grades of ${grades.length} assets, of ${assets}`)
    if (!this.#grades.has(column)) this.bytes += grades.byteLength
    this.#grades.set(column, grades.slice())
    this.#lose((by) => by.grades === column)
  }

  grade(slot: number, by: GradedBase): void {
    checkSlot(slot)
    checkGradePoints(by.points)
    const base = this.#graded.has(by.base) ? undefined : this.kept.get(by.base)
    const grades = this.#grades.get(by.grades)
    if (base === undefined) throw new RangeError(`base slot ${by.base} holds no scores of its own`)
    const isOwn = this.kept.has(slot) && !this.#graded.has(slot)
    if (isOwn) throw new RangeError(`base slot ${slot} holds scores of its own`)
    if (grades === undefined) throw new RangeError(`there are no grades ${by.grades}`)
    this.hold(slot, gradedByRow(this.columns, base.points, grades, by.points))
    this.#graded.set(slot, by)
    this.#lost.delete(slot)
  }

  #lose(isLost: (by: GradedBase) => boolean): void {
    for (const [slot, by] of this.#graded) if (isLost(by)) this.#lost.add(slot)
  }
}
